/** Time between two looks at the clock, in ms. */
const LOOK = 1_000;
/** So long without a look, in ms, was sleep: timers are not that late, */
const SLEEP = 15_000;
/** but those of a page that nobody sees may be held back for a minute. */
const SLEEP_HIDDEN = 90_000;
/** What breaks so soon after waking, in ms, broke in the sleep: by then a silent host has been noticed. */
const RECENT = 60_000;

/** Knows whether the computer was asleep: the clock went on, and the timers did not. */
export class SleepWatch {
  readonly #timer = setInterval(() => this.#look(), LOOK);
  #seenAt = Date.now();
  #wokeAt = Number.NEGATIVE_INFINITY;

  /** Whether it has woken up within the last minute. */
  hasSlept(): boolean {
    this.#look(); // a timer that is late, too, may come after the one that asks
    return Date.now() - this.#wokeAt < RECENT;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = Date.now();
    const isHidden = typeof document !== "undefined" && document.hidden;
    if (now - this.#seenAt > (isHidden ? SLEEP_HIDDEN : SLEEP)) this.#wokeAt = now;
    this.#seenAt = now;
  }
}
