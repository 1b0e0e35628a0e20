import { nanoid } from "nanoid";
import type { TransportName } from "../protocol/transport-names.ts";
import { findIdleLimit } from "./idle-limit.ts";
import { notServed, tryTransport, type Visitor } from "./try-transport.ts";
import { Way } from "./way.ts";
import { NOTHING_KNOWN, type TransportReport, type WayReport, type WayStep } from "./way-report.ts";

export type { TransportReport, WayReport, WayStep } from "./way-report.ts";

export interface SelfTestOptions {
  /** How long a request is held without a byte, to find an idle limit; 0 leaves that out. Default 70 s. */
  idleMs?: number;
  /** Is told what is tried now, and what is known so far: of `idle`, for each request that is held. */
  began?: (step: WayStep, known: WayReport) => void;
  /** Gives up. */
  signal?: AbortSignal;
  /** Who comes to the host for the test. Default: a member of its own, under a name that nobody has. */
  visitor?: Visitor;
}

/** From the best down; the first that works is the advice. */
const FIRST: readonly TransportName[] = ["websocket", "sse", "http-streaming", "long-polling"];
/** Never better than one of those: tried where none of them works. */
const LAST: readonly TransportName[] = ["iframe-streaming", "short-polling"];
/** All idle limits in use are above the time that a busy computer may need. */
const IDLE_DEFAULT = 70_000;

/**
 * Tries the way to a host: each transport with a session of its own that enters no room, how many connections the browser
 * has left, and whether something cuts what is silent. What breaks once is tried again. Never throws but for `signal`.
 */
export async function testWay(url: string, options: SelfTestOptions = {}): Promise<WayReport> {
  const { idleMs = IDLE_DEFAULT, began, visitor = newVisitor() } = options;
  const signal = options.signal ?? new AbortController().signal;
  const way = new Way(url, signal);
  let report = NOTHING_KNOWN;
  began?.("reach", report);
  const served = await way.served();
  const roundTripMs = served === null ? null : await way.roundTrip();
  if (served === null || roundTripMs === null) return report;
  report = { ...report, roundTripMs, breaks: way.breaks };
  for (const transport of [...FIRST, ...LAST]) {
    if (areTransportsKnown(report)) break;
    began?.(transport, report);
    const tried = served.includes(transport)
      ? await tryTransport(url, visitor, transport, roundTripMs, signal)
      : notServed(transport);
    signal.throwIfAborted();
    way.breaks += tried.breaks;
    const transports = [...report.transports, tried.report];
    const { isLocked } = tried;
    report = { ...report, transports, isLocked, breaks: way.breaks, advice: bestOf(transports) };
  }
  began?.("connections", report);
  report = { ...report, connectionsFree: await way.connectionsFree(), breaks: way.breaks };
  if (idleMs === 0) return report;
  const known = report;
  return { ...known, ...(await findIdleLimit(way, idleMs, () => began?.("idle", known))) };
}

/** Whether it is known of all transports that were to be tried what becomes of them. */
export function areTransportsKnown({ transports, advice, isLocked }: WayReport): boolean {
  const { length } = transports;
  return isLocked || length === FIRST.length + LAST.length || (length === FIRST.length && advice !== null);
}

function bestOf(transports: readonly TransportReport[]): TransportName | null {
  const first = (outcome: TransportReport["outcome"]): TransportName | null =>
    transports.find((one) => one.outcome === outcome)?.transport ?? null;
  return first("works") ?? first("held-back");
}

/** The same for all transports: a name is its first member's. */
function newVisitor(): Visitor {
  return { name: `Self-test ${nanoid(6)}`, token: nanoid() };
}
