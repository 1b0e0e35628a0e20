import type { TransportName } from "../protocol/transport-names.ts";
import type { SwitchRefusal } from "../transports/switch/client.ts";
import { Emitter } from "./emitter.ts";
import type { Problem } from "./problems.ts";
import type { Session } from "./session.ts";
import { shortest } from "./shortest.ts";

/** Works wherever a page can be loaded: short requests that are answered. What `auto` begins with and falls back on. */
export const SURE: TransportName = "long-polling";

/** From the best down. Short polling and iframe streaming are never better than one of these. */
const LADDER: readonly TransportName[] = ["websocket", "sse", "http-streaming"];

/** Why `auto` uses the transport that it uses: one thing that it did or saw. */
export type AutoStep = {
  /** Unix ms. */
  readonly at: number;
} & (
  | { readonly kind: "began"; readonly transport: TransportName }
  | { readonly kind: "tries"; readonly transport: TransportName }
  | { readonly kind: "climbed"; readonly transport: TransportName; readonly roundTripMs: number | null }
  /** `why`: the sentence with which the switch was refused; `code` tells it to those who have words of their own. */
  | {
      readonly kind: "refused";
      readonly transport: TransportName;
      readonly code: SwitchRefusal;
      readonly why: string;
    }
  /** It works, but something on the way holds it back: a proxy that collects answers, for one. */
  | {
      readonly kind: "slow";
      readonly transport: TransportName;
      readonly roundTripMs: number;
      readonly sureMs: number;
    }
  | { readonly kind: "broke"; readonly transport: TransportName; readonly drops: number }
  | { readonly kind: "stays"; readonly transport: TransportName }
);

type Told = AutoStep extends infer S ? (S extends AutoStep ? Omit<S, "at"> : never) : never;

/** Steps that are kept. */
const MOST_STEPS = 50;
/** How long a connection must hold before a better transport is tried, in ms. */
const STEADY = 500;
/** So many drops within this time, in ms, are the transport's fault. */
const DROPS = 2;
const DROP_WINDOW = 60_000;
/** How long a transport that failed is left alone, in ms. */
const REST = 10 * 60_000;
/** A round trip that is this many times that of the sure transport, and at least so many ms, is held back. */
const SLOW_FACTOR = 4;
const SLOW_MS = 300;

/** Whether the transport may be why one has to connect again: not when the host closed, or a person gets past its lock. */
const isBreak = (code: Problem["code"] | undefined): boolean =>
  code !== undefined && code !== "closed-by-host";

type Driven = Pick<Session, "on" | "state" | "transport" | "host" | "switchTransport" | "roundTrip">;

/**
 * The seventh choice: finds the best transport that works here, while one talks. Begins with the sure one, climbs, falls
 * back when the better one breaks, tries again after a while, and keeps its reasons.
 */
export class Auto extends Emitter<{ step: (step: AutoStep) => void }> {
  readonly #session: Driven;
  readonly #offs: (() => void)[];
  /** Until when a transport is left alone, on the clock of `performance.now()`. */
  readonly #resting = new Map<TransportName, number>();
  #drops: number[] = [];
  #dropCount = 0;
  #steps: readonly AutoStep[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #climbing = false;
  #stopped = false;

  /** Takes over the choice of the session's transport, until `stop()`. */
  constructor(session: Driven) {
    super();
    this.#session = session;
    this.#offs = [
      session.on("state", (state, _reason, code) => {
        if (state === "connected") this.#soon(STEADY);
        else if (state === "reconnecting" && isBreak(code)) this.#dropped();
      }),
      session.on("error", ({ code }) => {
        if (code === "transport-failed" || code === "transport-not-served") this.#failed();
      }),
    ];
    this.#tell({ kind: "began", transport: session.transport });
    if (session.state === "connected") this.#soon(0);
  }

  /** What it did and why, oldest first; another array after each step. */
  get steps(): readonly AutoStep[] {
    return this.#steps;
  }

  /** Leaves the session on the transport that it is on. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const off of this.#offs) off();
    this.removeListeners();
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#climb(), ms);
  }

  /** Tries what is better than the transport in use, best first. */
  async #climb(): Promise<void> {
    if (this.#climbing || this.#session.state !== "connected") return;
    this.#climbing = true;
    const better = this.#better();
    const sureMs = better.length > 0 ? await this.#measure() : null;
    for (const transport of better) {
      if (this.#stopped || this.#session.state !== "connected") break;
      if (await this.#reach(transport, sureMs)) break;
    }
    this.#climbing = false;
    if (this.#stopped || this.#session.state !== "connected") return; // `connected` brings it back here
    if (better.length > 0) this.#tell({ kind: "stays", transport: this.#session.transport });
    this.#planAnother();
  }

  /** Goes over to it, and stays if it is not held back. False: the next one is to be tried. */
  async #reach(transport: TransportName, sureMs: number | null): Promise<boolean> {
    this.#tell({ kind: "tries", transport });
    const from = this.#session.transport;
    const result = await this.#session.switchTransport(transport);
    if (!result.ok) {
      const { code, message } = result.error;
      if (code === "refused" || code === "timeout") this.#rest(transport);
      this.#tell({ kind: "refused", transport, code, why: message });
      return false;
    }
    const dropsBefore = this.#dropCount;
    const roundTripMs = await this.#measure();
    if (this.#dropCount !== dropsBefore) return false; // that was no round trip
    if (this.#stopped) return true; // somebody else chooses now
    if (roundTripMs !== null && sureMs !== null && roundTripMs > Math.max(SLOW_MS, SLOW_FACTOR * sureMs)) {
      this.#rest(transport);
      this.#tell({ kind: "slow", transport, roundTripMs, sureMs });
      await this.#session.switchTransport(from);
      return false;
    }
    this.#tell({ kind: "climbed", transport, roundTripMs });
    return true;
  }

  /** A round trip over the transport in use, in ms: one sample alone may have been held up by something else. */
  #measure(): Promise<number | null> {
    return shortest(() => this.#session.roundTrip());
  }

  #better(): TransportName[] {
    const { transport, host } = this.#session;
    const rank = LADDER.indexOf(transport);
    const above = rank < 0 ? LADDER : LADDER.slice(0, rank);
    const now = performance.now();
    return above.filter(
      (name) => (host?.transports.includes(name) ?? true) && (this.#resting.get(name) ?? 0) <= now,
    );
  }

  /** When the first of those that are left alone may be tried again. */
  #planAnother(): void {
    const rank = LADDER.indexOf(this.#session.transport);
    const above = rank < 0 ? LADDER : LADDER.slice(0, rank);
    const times = above.flatMap((name) => this.#resting.get(name) ?? []);
    if (times.length > 0) this.#soon(Math.max(STEADY, Math.min(...times) - performance.now()));
  }

  #rest(transport: TransportName): void {
    this.#resting.set(transport, performance.now() + REST);
  }

  #dropped(): void {
    const now = performance.now();
    this.#dropCount++;
    this.#drops = [...this.#drops.filter((at) => at > now - DROP_WINDOW), now];
    if (this.#drops.length >= DROPS) this.#failed();
  }

  /** Not connected now: what is set here is what the next try uses. */
  #failed(): void {
    const { transport } = this.#session;
    if (transport === SURE || this.#stopped) return;
    this.#rest(transport);
    this.#tell({ kind: "broke", transport, drops: this.#drops.length });
    this.#drops = [];
    void this.#session.switchTransport(SURE);
  }

  #tell(told: Told): void {
    const step: AutoStep = { at: Date.now(), ...told };
    this.#steps = [...this.#steps, step].slice(-MOST_STEPS);
    this.emit("step", step);
  }
}
