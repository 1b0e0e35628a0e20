import { describe, expect, test } from "vitest";
import { type Interval, interval, median, pushBounded, rates, type Sample } from "./rates.ts";

const sample = (at: number, values: Partial<Sample> = {}): Sample => ({
  at,
  transport: "sse",
  up: 0,
  down: 0,
  requests: 0,
  connections: 1,
  ...values,
});

describe("what happened between two samples", () => {
  test("is the difference of their counters", () => {
    const before = sample(1_000, { up: 100, down: 200, requests: 3 });
    const after = sample(3_000, { up: 150, down: 900, requests: 5 });
    expect(interval(before, after, 8)).toEqual({
      transport: "sse",
      from: 1_000,
      to: 3_000,
      up: 50,
      down: 700,
      requests: 2,
      latency: 8,
    });
  });

  test("is not known when the transport changed between them", () => {
    expect(interval(sample(0), sample(2_000, { transport: "websocket", up: 9 }), null)).toBeNull();
  });

  test("is not known when the counters began anew", () => {
    expect(interval(sample(0, { requests: 9 }), sample(2_000, { requests: 2 }), null)).toBeNull();
    expect(interval(sample(0, { up: 9 }), sample(2_000), null)).toBeNull();
    expect(interval(sample(0, { down: 9 }), sample(2_000), null)).toBeNull();
  });

  test("is not known after a pause, nor for no time at all", () => {
    expect(interval(sample(0), sample(60_000, { requests: 60 }), null)).toBeNull();
    expect(interval(sample(0), sample(0), null)).toBeNull();
  });
});

describe("rates", () => {
  /** Intervals of 2 s, each with these many requests and 10 times as many bytes up, 20 times down. */
  const every2s = (requests: readonly number[], start = 0): Interval[] =>
    requests.map((count, i) => ({
      transport: "sse",
      from: start + i * 2_000,
      to: start + (i + 1) * 2_000,
      up: count * 10,
      down: count * 20,
      requests: count,
      latency: null,
    }));

  test("are per minute", () => {
    expect(rates(every2s([2, 2, 2]))).toEqual({ requests: 60, up: 600, down: 1_200 });
    expect(rates(every2s([0, 0, 0]))).toEqual({ requests: 0, up: 0, down: 0 });
  });

  test("need some time before they say anything", () => {
    expect(rates([])).toBeNull();
    expect(rates(every2s([2]))).toBeNull();
    expect(rates(every2s([2, 2]))).toBeNull();
  });

  test("look back one minute and forget what was before", () => {
    const busyThenQuiet = every2s([...Array(30).fill(5), ...Array(30).fill(1)]);
    expect(rates(busyThenQuiet)?.requests).toBe(30);
  });

  test("leave out the time in which nothing was measured", () => {
    expect(rates([...every2s([2, 2]), ...every2s([2, 2], 30_000)])?.requests).toBe(60);
  });

  test("of a transport that is not in use any more stay those of its last minute", () => {
    expect(rates(every2s([1, 1, 1], 1_000_000))?.requests).toBe(30);
  });
});

test("the median is the value in the middle", () => {
  expect(median([])).toBeNull();
  expect(median([7])).toBe(7);
  expect(median([100, 8, 9])).toBe(9);
  expect(median([8, 10, 9, 100])).toBe(9.5);
});

test("a bounded list loses its oldest", () => {
  expect(pushBounded([1, 2], 3, 3)).toEqual([1, 2, 3]);
  expect(pushBounded([1, 2, 3], 4, 3)).toEqual([2, 3, 4]);
});
