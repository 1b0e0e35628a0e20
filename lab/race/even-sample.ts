/** Keeps at most `most` of the values that it is given, evenly chosen, however many there will be. */
export class EvenSample<T> {
  readonly #most: number;
  #kept: T[] = [];
  #seen = 0;
  /** One of so many is kept. */
  #stride = 1;

  constructor(most: number) {
    this.#most = most;
  }

  add(value: T): void {
    if (this.#seen++ % this.#stride !== 0) return;
    this.#kept.push(value);
    if (this.#kept.length < 2 * this.#most) return;
    this.#kept = this.#kept.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
  }

  /** Gives those that were chosen, in their order, and begins anew. */
  take(): T[] {
    const every = Math.ceil(this.#kept.length / this.#most);
    const chosen = this.#kept.filter((_, i) => i % every === 0);
    this.#kept = [];
    this.#seen = 0;
    this.#stride = 1;
    return chosen;
  }
}
