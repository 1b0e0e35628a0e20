import { Histogram, type Percentiles } from "./histogram.ts";

/** How many of the last values the median is taken of. */
const RECENT = 21;
/** The last minute is kept in slices of this length, in ms: it loses the oldest of them at once. */
const SLICE = 10_000;
const SLICES = 6;

/** How long something took lately: the last values, and the last minute. */
export class Latency {
  #recent: number[] = [];
  #slices: { began: number; histogram: Histogram }[] = [];

  /** Median of the last values, in ms; `null` before the first. */
  get median(): number | null {
    const sorted = this.#recent.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  /** Of the last 50 to 60 s; `null` when there was nothing. */
  get lastMinute(): Percentiles | null {
    const sum = new Histogram();
    const since = performance.now() - SLICES * SLICE;
    for (const { began, histogram } of this.#slices) if (began > since) sum.add(histogram);
    return sum.percentiles();
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
}
