import { describe, expect, test } from "vitest";
import { Histogram } from "./histogram.ts";

/** Always the same numbers from 0 to 1: a linear congruential generator (Numerical Recipes' constants). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

function exact(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1] ?? Number.NaN;
}

describe("a percentile", () => {
  const source = numbers(7);
  const next = (): number => source.next().value;
  const spreads: Record<string, number[]> = {
    "microseconds to hours": Array.from({ length: 5_000 }, () => 10 ** (next() * 9 - 3)),
    "a few milliseconds": Array.from({ length: 5_000 }, () => next() * 5),
    "one stall among many quick ones": [
      ...Array.from({ length: 990 }, () => 1 + next()),
      ...Array(10).fill(5_000),
    ],
    "one value": [42],
  };
  test.each(Object.entries(spreads))("is right to 1 part in 64: %s", (_, values) => {
    const histogram = new Histogram();
    for (const value of values) histogram.record(value);
    for (const percent of [0, 1, 25, 50, 90, 95, 99, 99.9, 100]) {
      const expected = Math.min(exact(values, percent), 2 ** 32 / 1_000);
      const got = histogram.percentile(percent) ?? Number.NaN;
      expect(Math.abs(got - expected)).toBeLessThanOrEqual(expected / 64 + 0.001);
    }
    expect(histogram.count).toBe(values.length);
  });

  test("of nothing is not known", () => {
    expect(new Histogram().percentile(50)).toBeNull();
    expect(new Histogram().percentiles()).toBeNull();
  });

  test("takes what is below 0 for 0, and what is too long for the longest", () => {
    const histogram = new Histogram();
    histogram.record(-3);
    histogram.record(1e12);
    expect(histogram.percentile(50)).toBe(0);
    expect(histogram.percentiles()?.max).toBeCloseTo(2 ** 32 / 1_000, 0);
  });
});

test("two histograms add up, and a cleared one is as new", () => {
  const [one, two, both] = [new Histogram(), new Histogram(), new Histogram()];
  for (let ms = 0; ms < 1_000; ms++) {
    (ms % 3 === 0 ? one : two).record(ms);
    both.record(ms);
  }
  one.add(two);
  expect(one.percentiles()).toEqual(both.percentiles());
  one.clear();
  expect(one.percentiles()).toBeNull();
});
