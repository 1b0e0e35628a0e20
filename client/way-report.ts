import type { TransportName } from "../protocol/transport-names.ts";

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
  /** A request without a byte is cut after so long: twice it was, or something answered in the host's place. */
  idleCutMs: number | null;
  /**
   * A request without a byte was reset after so long, and the next time not, or at another moment: not necessarily since it
   * was silent. null: that did not happen.
   */
  idleResetMs: number | null;
  /** How long it was tried, or, if each try was reset, how long the longest held; 0: it was not tried. */
  idleTestedMs: number;
  /** How many connections broke for no reason that the test found, though the host answered again afterwards. */
  breaks: number;
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

export type WayStep = "reach" | TransportName | "connections" | "idle";

export const NOTHING_KNOWN: WayReport = {
  roundTripMs: null,
  transports: [],
  connectionsFree: null,
  idleCutMs: null,
  idleResetMs: null,
  idleTestedMs: 0,
  breaks: 0,
  isLocked: false,
  advice: null,
};
