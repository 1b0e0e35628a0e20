import { expect, test } from "vitest";
import { cutAfterMs, randomStream, USE } from "./random.ts";

const draw = (count: number, ...words: [number, number, number]): number[] => {
  const next = randomStream(...words);
  return Array.from({ length: count }, next);
};

test("the same words give the same numbers, and any other word gives others", () => {
  const numbers = draw(100, 7, 1, USE.cut);
  expect(draw(100, 7, 1, USE.cut)).toEqual(numbers);
  for (const other of [draw(100, 8, 1, USE.cut), draw(100, 7, 2, USE.cut), draw(100, 7, 1, USE.jitterUp)]) {
    expect(other.filter((number, index) => number === numbers[index])).toEqual([]);
  }
});

test("the numbers fill 0 to 1 evenly", () => {
  const numbers = draw(100_000, 1, 1, USE.jitterDown);
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = numbers.filter((number) => Math.floor(number * 10) === tenth).length;
    expect(Math.abs(count - 10_000)).toBeLessThan(475); // five standard deviations
  }
});

test("the stream is sfc32's", () => {
  // From a straight reading of PractRand's RNGs/sfc.cpp with 64-bit integers, masked to 32 bits.
  const mask = 0xffff_ffffn;
  let [a, b, c, counter] = [7n, 3n, 1n, 1n];
  const next = (): number => {
    const sum = (a + b + counter++) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = ((((c << 21n) | (c >> 11n)) & mask) + sum) & mask;
    return Number(sum) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next();
  expect(draw(1_000, 7, 3, 1)).toEqual(Array.from({ length: 1_000 }, next));
});

test("the same seed cuts the same connections after the same times, which scale with the mean", () => {
  const schedule = (seed: number, meanMs: number): number[] =>
    Array.from({ length: 1_000 }, (_, index) => cutAfterMs(seed, index + 1, meanMs));
  const times = schedule(42, 20_000);
  expect(schedule(42, 20_000)).toEqual(times);
  expect(schedule(43, 20_000)).not.toEqual(times);
  for (const [index, time] of schedule(42, 10_000).entries()) {
    expect(time).toBeCloseTo((times[index] ?? 0) / 2, 6);
  }
});

test("the times to a cut are exponential", () => {
  const times = Array.from({ length: 20_000 }, (_, index) => cutAfterMs(5, index + 1, 100));
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  expect(Math.abs(mean - 100)).toBeLessThan(4);
  const later = times.filter((time) => time > 100).length / times.length;
  expect(Math.abs(later - Math.exp(-1))).toBeLessThan(0.02);
});
