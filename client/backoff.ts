/** The first delay between two tries, in ms. */
const FIRST = 250;
/** The longest delay, in ms. */
const LONGEST = 10_000;
/** How much of a delay is left to chance, so that the clients of a restarted host do not come all at once. */
const JITTER = 0.5;

/** Delays between one try and the next: each twice the last, within bounds. */
export class Backoff {
  #tries = 0;

  /** In ms. */
  next(): number {
    const delay = Math.min(LONGEST, FIRST * 2 ** this.#tries);
    this.#tries += 1;
    return delay * (1 + JITTER * (2 * Math.random() - 1));
  }

  reset(): void {
    this.#tries = 0;
  }
}
