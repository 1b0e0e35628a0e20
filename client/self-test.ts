import { nanoid } from "nanoid";
import { heldSchema, ROUTES } from "../protocol/http.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { dialUrl } from "./relays.ts";
import { Session, type SessionOptions } from "./session.ts";
import { shortest } from "./shortest.ts";

/** What the way to a host does, found out by trying. Times in ms. */
export interface WayReport {
  /** Shortest of some plain requests; null: the host did not answer, and nothing else was tried. */
  roundTripMs: number | null;
  /** Of each transport that was tried, in the order of trying: where the host lets one not in, of the first alone. */
  transports: readonly TransportReport[];
  /**
   * How many requests to the host get through at once (HTTP/1.1 in browsers: six, less those that are held already); 7
   * stands for as many as one likes. null: not tried.
   */
  connectionsFree: number | null;
  /** A request without a byte was cut after so long; null: not within `idleTestedMs`. */
  idleCutMs: number | null;
  /** How long it was tried; 0: it was not. */
  idleTestedMs: number;
  /** The host works, and let one not in: each further try would count as a wrong passcode. */
  isLocked: boolean;
  /** What to use here; null: nothing works, or it is not known. */
  advice: TransportName | null;
}

export interface TransportReport {
  transport: TransportName;
  /** `held-back`: it works, but something in between collects what the host sends. */
  outcome: "works" | "held-back" | "fails" | "not-served";
  /** From dialling to the host's welcome. */
  connectMs: number | null;
  /** Shortest of some questions. */
  roundTripMs: number | null;
  /** Why it fails, as a sentence. */
  why: string | null;
}

type Tried = { report: TransportReport; isLocked: boolean };

export type WayStep = "reach" | TransportName | "connections" | "idle";

export interface SelfTestOptions {
  /** How long a request is held without a byte, to find an idle limit; 0 leaves that out. Default 70 s. */
  idleMs?: number;
  /** Is told what is tried now, and what is known so far. */
  began?: (step: WayStep, known: WayReport) => void;
  /** Gives up. */
  signal?: AbortSignal;
  /** Who comes to the host for the test. Default: a member of its own, under a name that nobody has. */
  visitor?: Visitor;
}

type Visitor = Pick<SessionOptions, "name" | "token" | "passcode">;

/** From the best down; the first that works is the advice. */
const TRIED: readonly TransportName[] = ["websocket", "sse", "http-streaming", "long-polling"];
/** How long a transport may take until the welcome. */
const CONNECT_LIMIT = 8_000;
/** Longer than so many plain round trips, and at least so many ms: then something holds the answers back. */
const HELD_FACTOR = 4;
const HELD_MS = 300;
/** One more than a browser's connections to one host, and how long each of that many requests is held. */
const PARALLEL = 7;
const PARALLEL_HOLD = 1_000;
/** All idle limits in use are above the time that a busy computer may need. */
const IDLE_DEFAULT = 70_000;

/**
 * Tries the way to a host: each transport with a session of its own that enters no room, how many connections the browser
 * has left, and whether something cuts what is silent. Never throws but for `signal`.
 */
export async function testWay(url: string, options: SelfTestOptions = {}): Promise<WayReport> {
  const { idleMs = IDLE_DEFAULT, began, signal, visitor = newVisitor() } = options;
  let report = NOTHING_KNOWN;
  began?.("reach", report);
  const served = await servedBy(url, signal);
  const roundTripMs =
    served === null ? null : await shortest(() => timed(() => get(url, ROUTES.clock, signal)));
  if (served === null || roundTripMs === null) return report;
  report = { ...report, roundTripMs };
  for (const transport of TRIED) {
    began?.(transport, report);
    const { report: tried, isLocked } = served.includes(transport)
      ? await tryTransport(url, visitor, transport, roundTripMs, signal)
      : notServed(transport);
    const transports = [...report.transports, tried];
    report = { ...report, transports, isLocked, advice: bestOf(transports) };
    signal?.throwIfAborted();
    if (isLocked) break;
  }
  began?.("connections", report);
  report = { ...report, connectionsFree: await countConnections(url, signal) };
  if (idleMs === 0) return report;
  began?.("idle", report);
  return { ...report, idleCutMs: await findIdleCut(url, idleMs, signal), idleTestedMs: idleMs };
}

const NOTHING_KNOWN: WayReport = {
  roundTripMs: null,
  transports: [],
  connectionsFree: null,
  idleCutMs: null,
  idleTestedMs: 0,
  isLocked: false,
  advice: null,
};

function notServed(transport: TransportName): Tried {
  const report = { transport, outcome: "not-served", connectMs: null, roundTripMs: null, why: null } as const;
  return { report, isLocked: false };
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

async function tryTransport(
  url: string,
  visitor: Visitor,
  transport: TransportName,
  plainMs: number,
  signal: AbortSignal | undefined,
): Promise<Tried> {
  const session = new Session({ url, ...visitor, transport });
  const tried = { transport, connectMs: null, roundTripMs: null };
  try {
    const asked = performance.now();
    const why = await connected(session, signal);
    const isLocked = session.lock !== null;
    if (why !== null) return { report: { ...tried, outcome: "fails", why }, isLocked };
    const connectMs = performance.now() - asked;
    const roundTripMs = await shortest(() => session.roundTrip());
    if (roundTripMs === null) {
      const broke = "The connection broke off.";
      return { report: { ...tried, outcome: "fails", connectMs, why: broke }, isLocked };
    }
    const isHeld = roundTripMs > Math.max(HELD_MS, HELD_FACTOR * plainMs);
    const outcome = isHeld ? "held-back" : "works";
    return { report: { transport, outcome, connectMs, roundTripMs, why: null }, isLocked };
  } finally {
    await session.close();
  }
}

/** Resolves with null once the session is connected, or with why it is not. */
function connected(session: Session, signal: AbortSignal | undefined): Promise<string | null> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve("Nothing came back in time."), CONNECT_LIMIT);
    const settle = (why: string | null): void => {
      clearTimeout(limit);
      resolve(why);
    };
    session.on("state", (state, reason) => {
      if (state === "connected") settle(null);
      if (state === "locked") settle(reason ?? "The host lets nobody in.");
    });
    session.on("error", ({ message }) => settle(message));
    signal?.addEventListener("abort", () => settle("It was given up."), { once: true });
    session.connect();
  });
}

async function servedBy(url: string, signal: AbortSignal | undefined): Promise<readonly string[] | null> {
  const info = await get(url, ROUTES.host, signal);
  const transports =
    typeof info === "object" && info !== null && "transports" in info ? info.transports : null;
  return Array.isArray(transports) ? transports.map(String) : null;
}

/**
 * The most requests that the host held at the same moment: those that had to wait for a connection came a hold later. It is
 * the host's clock that tells, as this computer may be too busy to.
 */
async function countConnections(url: string, signal: AbortSignal | undefined): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: PARALLEL }, (_, i) => get(url, `${ROUTES.hold}?ms=${PARALLEL_HOLD}&n=${i}`, signal)),
  );
  const held = answers.map((answer) => heldSchema.safeParse(answer).data).filter((one) => one !== undefined);
  const heldAt = (moment: number) =>
    held.filter(({ from, until }) => from <= moment && moment < until).length;
  return Math.max(0, ...held.map(({ from }) => heldAt(from)));
}

/** When a silent request is cut; null when it is answered in the end. */
async function findIdleCut(url: string, ms: number, signal: AbortSignal | undefined): Promise<number | null> {
  const asked = performance.now();
  const answer = await get(url, `${ROUTES.hold}?ms=${ms}`, signal);
  return answer === null ? performance.now() - asked : null;
}

/** The answer's JSON; null when there is none, or another one than the host's own. */
async function get(url: string, path: string, signal: AbortSignal | undefined): Promise<unknown> {
  signal?.throwIfAborted();
  try {
    const response = await fetch(dialUrl(new URL(path, url)), {
      cache: "no-store",
      ...(signal && { signal }),
    });
    return response.ok ? await response.json() : null;
  } catch {
    signal?.throwIfAborted();
    return null; // that is a finding, too: it was cut
  }
}

async function timed(ask: () => Promise<unknown>): Promise<number | null> {
  const asked = performance.now();
  return (await ask()) === null ? null : performance.now() - asked;
}
