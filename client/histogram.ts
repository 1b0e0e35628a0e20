/** Values below this many units are counted one by one; above, this many steps make up each power of two, or half. */
const STEPS = 128;
const HALF = STEPS / 2;
/** Counts for values below 2^32 units. */
const LENGTH = HALF * (32 - Math.log2(STEPS)) + STEPS;
const LARGEST = 2 ** 32 - 1;
/** Units in a ms: a unit is a µs. */
const UNITS = 1_000;

/** What a distribution is told by, in ms. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Counts durations from 1 µs to 71 minutes in buckets whose width grows with the value, after Gil Tene's HDR
 * histogram: any percentile is right to 1 part in 64, whatever the spread, in 7 kB. Whoever records durations from
 * when something was *meant* to begin does not hide a stall behind a sender that waited.
 */
export class Histogram {
  readonly #counts = new Uint32Array(LENGTH);
  #count = 0;
  #max = 0;

  /** Values recorded. */
  get count(): number {
    return this.#count;
  }

  /** `ms` may be a fraction; below 0 counts as 0. */
  record(ms: number): void {
    const value = Math.min(LARGEST, Math.max(0, Math.round(ms * UNITS)));
    const index = indexOf(value);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#count++;
    this.#max = Math.max(this.#max, value);
  }

  /** The value in ms that `percent` of all do not exceed; null before the first. */
  percentile(percent: number): number | null {
    if (this.#count === 0) return null;
    const rank = Math.max(1, Math.ceil((percent / 100) * this.#count));
    let seen = 0;
    let index = -1;
    while (seen < rank) seen += this.#counts[++index] ?? 0;
    return Math.min(this.#max, middleOf(index)) / UNITS;
  }

  /** Null before the first value. */
  percentiles(): Percentiles | null {
    const [p50, p95, p99] = [50, 95, 99].map((percent) => this.percentile(percent));
    if (p50 == null || p95 == null || p99 == null) return null;
    return { count: this.#count, p50, p95, p99, max: this.#max / UNITS };
  }

  /** Adds what another one has counted. */
  add(other: Histogram): void {
    for (const [index, count] of other.#counts.entries()) {
      if (count > 0) this.#counts[index] = (this.#counts[index] ?? 0) + count;
    }
    this.#count += other.#count;
    this.#max = Math.max(this.#max, other.#max);
  }

  clear(): void {
    this.#counts.fill(0);
    this.#count = 0;
    this.#max = 0;
  }
}

/** Each shift by one halves the resolution and makes room for HALF more buckets. */
function indexOf(value: number): number {
  const shift = Math.max(0, 32 - Math.clz32(value) - Math.log2(STEPS));
  return shift * HALF + (value >>> shift);
}

/** The value in the middle of a bucket. */
function middleOf(index: number): number {
  if (index < STEPS) return index;
  const shift = Math.floor(index / HALF) - 1;
  const first = (index - shift * HALF) * 2 ** shift;
  return first + (2 ** shift - 1) / 2;
}
