import type { Message } from "../protocol/schemas.ts";

export interface Arrival {
  message: Message;
  /** Unix ms on the host's clock. */
  receivedAt: number;
  /** Whether the host told it when it was stored, and not when it was asked. */
  live: boolean;
}

/** Puts one room's messages in order: each seq comes out once, after the one before it. */
export class RoomLog {
  #last: number | null = null;
  /** What came before its turn, by seq. */
  readonly #ahead = new Map<number, Arrival>();
  #duplicates = 0;

  /** Seq of the last message that came out: `null` until it is known where to start. */
  get last(): number | null {
    return this.#last;
  }

  /** Whether a message is missing before one that is here. */
  get hasGap(): boolean {
    return this.#ahead.size > 0;
  }

  /** Makes `seq` the last one: what is not after it never comes out. */
  startAfter(seq: number): void {
    this.#last = seq;
    for (const ahead of this.#ahead.keys()) if (ahead <= seq) this.#ahead.delete(ahead);
  }

  /** How many came again. */
  get duplicates(): number {
    return this.#duplicates;
  }

  put(arrival: Arrival): void {
    const { seq } = arrival.message;
    const isKnown = (this.#last !== null && seq <= this.#last) || this.#ahead.has(seq);
    if (isKnown) this.#duplicates++;
    else this.#ahead.set(seq, arrival);
  }

  /** Takes out what has no gap before it, in order. */
  take(): Arrival[] {
    const arrivals: Arrival[] = [];
    while (this.#last !== null) {
      const next = this.#ahead.get(this.#last + 1);
      if (!next) break;
      this.#last = next.message.seq;
      this.#ahead.delete(this.#last);
      arrivals.push(next);
    }
    return arrivals;
  }

  /** Gives up on a gap that nobody can fill. */
  skipGap(): void {
    if (this.hasGap) this.startAfter(Math.min(...this.#ahead.keys()) - 1);
  }
}
