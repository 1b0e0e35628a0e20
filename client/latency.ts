import { Histogram, type Percentiles } from "./histogram.ts";

/** Of how many of the last values the median is taken, at most. */
const RECENT = 21;
/** The last minute is kept in slices of this length, in ms: it loses the oldest of them at once. */
const SLICE = 10_000;
const SLICES = 6;

/** How long something took lately: the last values, and the last minute. */
export class Latency {
  #recent: number[] = [];
  #slices: { began: number; histogram: Histogram }[] = [];

  /** Median of the last minute's last values, in ms; `null` when there was none. */
  get median(): number | null {
    const count = this.#lastMinute().reduce((sum, histogram) => sum + histogram.count, 0);
    return count === 0 ? null : median(this.#recent.slice(-count));
  }

  /** Of the last 50 to 60 s; `null` when there was nothing. */
  get lastMinute(): Percentiles | null {
    const sum = new Histogram();
    for (const histogram of this.#lastMinute()) sum.add(histogram);
    const found = sum.percentiles();
    // Of so few all are known: then the middle is exact, and the same as the median.
    return found && found.count <= RECENT ? { ...found, p50: this.median ?? found.p50 } : found;
  }

  add(ms: number): void {
    this.#recent = [...this.#recent, ms].slice(-RECENT);
    const now = performance.now();
    const last = this.#slices.at(-1);
    if (last && now < last.began + SLICE) last.histogram.record(ms);
    else {
      const histogram = new Histogram();
      histogram.record(ms);
      this.#slices = [...this.#slices, { began: now, histogram }].slice(-SLICES);
    }
  }

  clear(): void {
    this.#recent = [];
    this.#slices = [];
  }

  #lastMinute(): Histogram[] {
    const since = performance.now() - SLICES * SLICE;
    return this.#slices.flatMap(({ began, histogram }) => (began > since ? histogram : []));
  }
}

/** The smallest of the values that half of them do not exceed, as p50 of a histogram is; null of nothing. */
export function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null;
}
