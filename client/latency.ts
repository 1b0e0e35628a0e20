/** How many of the last deliveries count. */
const WINDOW = 21;

/** The rolling median of how long messages took to arrive. */
export class Latency {
  #recent: number[] = [];

  /** In ms; `null` before the first delivery. */
  get median(): number | null {
    const sorted = this.#recent.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  add(ms: number): void {
    this.#recent = [...this.#recent, ms].slice(-WINDOW);
  }

  clear(): void {
    this.#recent = [];
  }
}
