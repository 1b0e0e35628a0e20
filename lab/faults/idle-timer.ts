/** Tells when nothing has moved for so long. */
export class IdleTimer {
  #limit: number | null = null;
  #lastAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  readonly #onIdle: () => void;

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  /** In ms, counted from now; null: never. */
  setLimit(limit: number | null): void {
    if (limit === this.#limit) return;
    this.#limit = limit;
    this.touch();
    this.#arm();
  }

  /** Something moved. The timer runs on, and is set again when it is up: bytes are many, timers dear. */
  touch(): void {
    this.#lastAt = performance.now();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const limit = this.#limit;
    if (limit === null) return;
    const wait = this.#lastAt + limit - performance.now();
    this.#timer = setTimeout(() => this.#up(limit), Math.max(1, Math.ceil(wait)));
  }

  #up(limit: number): void {
    if (performance.now() - this.#lastAt >= limit) {
      this.touch();
      this.#onIdle();
    }
    this.#arm();
  }
}
