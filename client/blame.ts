import type { Session } from "./session.ts";

/** So many drops within this time, in ms, are the transport's fault. */
const DROPS = 2;
const WINDOW = 60_000;
/** What breaks so soon after it was broken on purpose, in ms, broke of that. */
const PARDON = 5_000;

/**
 * Tells the drops that a transport may be to blame for from those that the host, the network or a person made: not when the
 * host closed or did not answer afterwards, when this computer had no network, when the connection was made anew or led
 * another way from here, or when it was cut by hand.
 */
export class Blame {
  readonly #session: Pick<Session, "lastDrop">;
  /** When the transport broke, on the clock of `performance.now()`. */
  #drops: number[] = [];
  /** The drop after which one is not connected yet, if the transport may be to blame for it. */
  #open: number | null = null;
  #pardonUntil = Number.NEGATIVE_INFINITY;

  constructor(session: Pick<Session, "lastDrop">) {
    this.#session = session;
  }

  /** The connection is about to be broken on purpose. */
  pardon(): void {
    this.#pardonUntil = performance.now() + PARDON;
  }

  /** The connection broke; why is the session's last drop. */
  dropped(): void {
    const now = performance.now();
    this.#open = this.#mayBlame() && now > this.#pardonUntil ? now : null;
  }

  /** Nothing answers at the host's address: then no transport would have held. */
  unreachable(): void {
    this.#open = null;
  }

  /** One is connected again. How often the transport broke, if that is too often; else 0. */
  judge(): number {
    const now = performance.now();
    if (this.#open !== null) this.#drops.push(this.#open);
    this.#open = null;
    this.#drops = this.#drops.filter((at) => at > now - WINDOW);
    return this.#drops.length >= DROPS ? this.#drops.length : 0;
  }

  /** Another transport is in use now. */
  clear(): void {
    this.#drops = [];
    this.#open = null;
  }

  #mayBlame(): boolean {
    const drop = this.#session.lastDrop;
    if (drop === null || drop.asked || drop.code === "closed-by-host" || drop.code === "rerouted")
      return false;
    return typeof navigator === "undefined" || navigator.onLine !== false;
  }
}
