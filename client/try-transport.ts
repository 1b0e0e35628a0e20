import { POLL_INTERVAL } from "../protocol/limits.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { Session, type SessionOptions } from "./session.ts";
import { shortest } from "./shortest.ts";
import type { TransportReport } from "./way-report.ts";

/** Who comes to the host for a test. */
export type Visitor = Pick<SessionOptions, "name" | "token" | "passcode">;

export interface Tried {
  report: TransportReport;
  /** The host works, and lets one not in. */
  isLocked: boolean;
  /** How many connections broke, though the next one came about. */
  breaks: number;
}

/** How long a transport may take until the welcome, and for one question, in ms. */
const LIMIT = 8_000;
/** How often a transport is tried that fails. */
const TRIES = 2;
/** Longer than so many plain round trips, and at least so many ms: then something holds the answers back. */
const HELD_FACTOR = 4;
const HELD_MS = 300;

/** Tries a transport with a session that enters no room: again, if that fails. `plainMs`: a plain round trip. */
export async function tryTransport(
  url: string,
  visitor: Visitor,
  transport: TransportName,
  plainMs: number,
  signal: AbortSignal,
): Promise<Tried> {
  let tried = await tryOnce(url, visitor, transport, plainMs, signal);
  for (let tries = 1; tries < TRIES && isWorthAnother(tried) && !signal.aborted; tries++) {
    const again = await tryOnce(url, visitor, transport, plainMs, signal);
    const hasBroken = again.report.outcome !== "fails";
    tried = { ...again, breaks: hasBroken ? again.breaks + 1 : 0 };
  }
  return tried;
}

/** What the host does not serve need not be tried. */
export function notServed(transport: TransportName): Tried {
  const report = { transport, outcome: "not-served", connectMs: null, roundTripMs: null, why: null } as const;
  return { report, isLocked: false, breaks: 0 };
}

const isWorthAnother = ({ report, isLocked }: Tried): boolean => report.outcome === "fails" && !isLocked;

async function tryOnce(
  url: string,
  visitor: Visitor,
  transport: TransportName,
  plainMs: number,
  signal: AbortSignal,
): Promise<Tried> {
  const session = new Session({ url, ...visitor, transport });
  const fails = (why: string, connectMs: number | null): Tried => ({
    report: { transport, outcome: "fails", connectMs, roundTripMs: null, why },
    isLocked: session.lock !== null,
    breaks: 0,
  });
  try {
    const asked = performance.now();
    const why = await connected(session, signal);
    if (why !== null) return fails(why, null);
    const connectMs = performance.now() - asked;
    let breaks = 0;
    session.on("state", (state) => {
      if (state === "reconnecting") breaks++;
    });
    const roundTripMs = await shortest(async () => {
      const before = breaks;
      const ms = signal.aborted ? null : await question(session);
      return breaks === before ? ms : null; // that was no round trip
    });
    if (roundTripMs === null) return fails("The connection broke off.", connectMs);
    const pollMs = transport === "short-polling" ? POLL_INTERVAL.default : 0; // so long an answer waits there to be asked for
    const isHeld = roundTripMs > pollMs + Math.max(HELD_MS, HELD_FACTOR * plainMs);
    const outcome = isHeld ? "held-back" : "works";
    return { report: { transport, outcome, connectMs, roundTripMs, why: null }, isLocked: false, breaks };
  } finally {
    await session.close();
  }
}

/** How long a question takes, in ms; null: there is no answer in time. */
async function question(session: Session): Promise<number | null> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<null>((resolve) => {
    late = setTimeout(() => resolve(null), LIMIT);
  });
  const ms = await Promise.race([session.roundTrip(), limit]);
  clearTimeout(late);
  return ms;
}

/** Resolves with null once the session is connected, or with why it is not. */
function connected(session: Session, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve("Nothing came back in time."), LIMIT);
    const giveUp = (): void => settle("It was given up.");
    const settle = (why: string | null): void => {
      clearTimeout(limit);
      signal.removeEventListener("abort", giveUp);
      resolve(why);
    };
    session.on("state", (state, reason) => {
      if (state === "connected") settle(null);
      if (state === "locked") settle(reason ?? "The host lets nobody in.");
    });
    session.on("error", ({ message }) => settle(message));
    signal.addEventListener("abort", giveUp);
    session.connect();
  });
}
