import type { TransportName } from "../protocol/transport-names.ts";
import type { AutoStep, AutoStepNow } from "./auto-step.ts";
import { Blame } from "./blame.ts";
import { Emitter } from "./emitter.ts";
import { Ladder } from "./ladder.ts";
import type { Session } from "./session.ts";
import { shortest } from "./shortest.ts";

export type { AutoStep } from "./auto-step.ts";
export { SURE } from "./ladder.ts";

/** Steps that are kept. */
const MOST_STEPS = 50;
/** How long a connection must hold before a better transport is tried, in ms. */
const STEADY = 500;
/** How long to wait where a transport could not be tried, since another switch was under way, in ms. */
const BUSY = 2_000;
/** How often it is looked whether the transport has become slow, in ms. */
const LOOK = 60_000;
/** A round trip that is this many times the one it is compared with, and at least so many ms, is held back. */
const SLOW_FACTOR = 4;
const SLOW_MS = 300;

const isSlow = (ms: number, comparedMs: number): boolean => ms > Math.max(SLOW_MS, SLOW_FACTOR * comparedMs);

type Driven = Pick<
  Session,
  "on" | "state" | "transport" | "host" | "lastDrop" | "switchTransport" | "roundTrip"
>;

/**
 * The seventh choice: finds the best transport that works here, while one talks. Begins with the sure one, climbs, falls
 * back when the better one breaks or becomes slow, tries again after a while, and keeps its reasons.
 */
export class Auto extends Emitter<{ step: (step: AutoStep) => void }> {
  readonly #session: Driven;
  readonly #blame: Blame;
  readonly #offs: (() => void)[];
  readonly #looks: ReturnType<typeof setInterval>;
  readonly #ladder: Ladder;
  /** Whether the next climb begins with the sure transport, whichever is in use. */
  #isAnew = true;
  /** Round trip over the sure transport, when it was in use last, in ms. */
  #sureMs: number | null = null;
  /** Round trip over the transport in use, when it was climbed to, in ms. */
  #usualMs: number | null = null;
  #dropCount = 0;
  #steps: readonly AutoStep[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #climbing = false;
  #stopped = false;

  /** Takes over the choice of the session's transport, until `stop()`. */
  constructor(session: Driven) {
    super();
    this.#session = session;
    this.#blame = new Blame(session);
    this.#ladder = new Ladder(session);
    this.#offs = [
      session.on("state", (state, _reason, code) => {
        if (state === "connected") this.#connected();
        else if (state === "reconnecting" && code !== undefined) {
          this.#dropCount++;
          this.#blame.dropped();
        } else if (state === "closed") this.stop();
      }),
      session.on("error", ({ code }) => {
        if (code === "transport-failed" || code === "transport-not-served") this.#failed(0);
        else if (code === "unreachable") this.#blame.unreachable();
      }),
    ];
    this.#looks = setInterval(() => void this.#look(), LOOK);
    // Before it has begun to connect, the session's first transport is its opener's choice.
    const { state, transport } = session;
    this.#tell({ kind: "began", transport: state === "closed" ? transport : this.#ladder.sure });
    if (state === "connected") this.#soon(0);
    else if (state !== "closed") this.#nextTry();
  }

  /** What it did and why, oldest first; another array after each step. */
  get steps(): readonly AutoStep[] {
    return this.#steps;
  }

  /** To be called before the connection is broken on purpose: no transport is to blame for that. */
  pardon(): void {
    this.#blame.pardon();
  }

  /** Leaves the session on the transport that it is on. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#looks);
    for (const off of this.#offs) off();
    this.removeListeners();
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#climb(), ms);
  }

  #connected(): void {
    const drops = this.#blame.judge();
    if (drops > 0) this.#failed(drops);
    else this.#soon(STEADY);
  }

  /** Tries what is better than the transport in use, best first; the first time, than the sure one. */
  async #climb(): Promise<void> {
    if (this.#climbing || !this.#isOn) return;
    this.#climbing = true;
    const isTried = await this.#tryBetter();
    this.#climbing = false;
    if (!this.#isOn) return; // `connected` brings it back here
    if (isTried && !this.#isAnew) this.#tell({ kind: "stays", transport: this.#session.transport });
    this.#planAnother();
  }

  /** Whether there is somebody to climb for. */
  get #isOn(): boolean {
    return !this.#stopped && this.#session.state === "connected";
  }

  /** False: there was nothing to try. */
  async #tryBetter(): Promise<boolean> {
    const wasAnew = this.#isAnew;
    if (wasAnew) await this.#goDown();
    const better = this.#ladder.better;
    if (better.length > 0 && this.#session.transport === this.#ladder.sure)
      this.#sureMs = await this.#measure();
    for (const transport of better) {
      if (!this.#isOn || this.#isAnew || (await this.#reach(transport))) break;
    }
    return wasAnew || better.length > 0;
  }

  /** Goes to the sure transport, to measure and to climb from there. */
  async #goDown(): Promise<void> {
    const transport = this.#ladder.sure;
    this.#isAnew = false;
    this.#usualMs = null;
    if (transport === this.#session.transport) return;
    const result = await this.#session.switchTransport(transport);
    if (result.ok || this.#stopped) return;
    const { code, message } = result.error;
    this.#isAnew = code !== "refused" && code !== "timeout"; // then it goes on from where it is
    if (code !== "busy") this.#tell({ kind: "refused", transport, code, why: message });
  }

  /** Goes over to it, and stays if it is not held back. False: the next one is to be tried. */
  async #reach(transport: TransportName): Promise<boolean> {
    this.#tell({ kind: "tries", transport });
    const from = this.#session.transport;
    const result = await this.#session.switchTransport(transport);
    if (!result.ok) {
      const { code, message } = result.error;
      if (code === "refused" || code === "timeout") this.#ladder.rest(transport);
      this.#tell({ kind: "refused", transport, code, why: message });
      return false;
    }
    const dropsBefore = this.#dropCount;
    const roundTripMs = await this.#measure();
    if (this.#dropCount !== dropsBefore) return false; // that was no round trip
    if (this.#stopped) return true; // somebody else chooses now
    const sureMs = this.#sureMs;
    if (roundTripMs !== null && sureMs !== null && isSlow(roundTripMs, sureMs)) {
      this.#ladder.rest(transport);
      this.#tell({ kind: "slow", transport, roundTripMs, sureMs });
      await this.#session.switchTransport(from);
      return false;
    }
    this.#usualMs = roundTripMs;
    this.#tell({ kind: "climbed", transport, roundTripMs });
    return true;
  }

  /** A round trip over the transport in use, in ms: one sample alone may have been held up by something else. */
  #measure(): Promise<number | null> {
    return shortest(() => this.#session.roundTrip());
  }

  /** Whether what was climbed to has become slow: if all has, the next climb finds that out. */
  async #look(): Promise<void> {
    const usualMs = this.#usualMs;
    if (usualMs === null || this.#climbing || !this.#isOn) return;
    const { transport } = this.#session;
    const dropsBefore = this.#dropCount;
    const once = await this.#session.roundTrip();
    const roundTripMs = once !== null && isSlow(once, usualMs) ? await this.#measure() : null;
    if (roundTripMs === null || !isSlow(roundTripMs, usualMs)) return;
    if (!this.#isOn || this.#climbing || this.#isAnew) return;
    if (this.#dropCount !== dropsBefore || this.#session.transport !== transport) return; // that was no round trip
    this.#tell({ kind: "slowed", transport, roundTripMs, usualMs });
    this.#isAnew = true;
    this.#soon(0);
  }

  /** When the first of those that are left alone, or could not be tried, may be tried again. */
  #planAnother(): void {
    const ms = this.#isAnew ? 0 : this.#ladder.betterIn;
    if (ms !== null) this.#soon(Math.max(BUSY, ms));
  }

  /** The transport in use is left alone. `drops`: see `AutoStep`. */
  #failed(drops: number): void {
    const { transport } = this.#session;
    this.#blame.clear();
    if (transport === this.#ladder.sure) {
      if (this.#isOn) this.#soon(STEADY);
      return;
    }
    this.#ladder.rest(transport);
    this.#tell({ kind: "broke", transport, drops });
    this.#isAnew = true;
    if (this.#isOn) this.#soon(0);
    else this.#nextTry();
  }

  /** Not connected now: what is set here is what the next try uses, which comes at once. */
  #nextTry(): void {
    if (this.#session.transport !== this.#ladder.sure) void this.#session.switchTransport(this.#ladder.sure);
  }

  #tell(told: AutoStepNow): void {
    const step: AutoStep = { at: Date.now(), ...told };
    this.#steps = [...this.#steps, step].slice(-MOST_STEPS);
    this.emit("step", step);
  }
}
