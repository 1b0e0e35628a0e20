import { describe, expect, test } from "vitest";
import type { Interval } from "./intervals.ts";
import { perMessage, pushBounded, rates } from "./rates.ts";
import { bytes, intervalWith, requests } from "./test-meter.ts";

describe("rates", () => {
  /** Intervals of 2 s, each with these many requests and 10 times as many bytes up, 20 times down. */
  const every2s = (counts: readonly number[], start = 0): Interval[] =>
    counts.map((count, i) =>
      intervalWith("sse", start + i * 2_000, start + (i + 1) * 2_000, {
        up: count * 10,
        down: count * 20,
        requests: count,
        messages: count,
      }),
    );
  const perMinute = (...args: Parameters<typeof rates>) => rates(...args)?.requests.empty;

  test("are per minute", () => {
    expect(rates(every2s([2, 2, 2]))).toEqual({
      up: bytes(600, 0, 0, 0),
      down: bytes(1_200, 0, 0, 0),
      requests: requests(0, 60, 0),
      held: 0,
      cpu: 0,
      messages: 60,
      textBytes: 600,
      scaledFrom: 6_000,
    });
    expect(perMinute(every2s([0, 0, 0]))).toBe(0);
  });

  test("tell how many requests were open and how busy the host was, on average", () => {
    const busy = every2s([1, 1, 1]).map((one) => ({ ...one, heldMs: 3_000, cpuMs: 100 }));
    expect(rates(busy)).toMatchObject({ held: 1.5, cpu: 0.05 });
  });

  test("need some time before they say anything", () => {
    expect(rates([])).toBeNull();
    expect(rates(every2s([2]))).toBeNull();
    expect(rates(every2s([2, 2]))).toBeNull();
  });

  test("say of how much they are scaled up, until a minute is full", () => {
    expect(rates(every2s(Array(10).fill(1)))?.scaledFrom).toBe(20_000);
    expect(rates(every2s(Array(29).fill(1)))?.scaledFrom).toBeNull();
  });

  test("leave the price of a switch out: nobody pays it every few seconds", () => {
    const [price, ...polls] = every2s([9, 2, 2, 2]);
    expect(perMinute([{ ...(price as Interval), switching: true }, ...polls])).toBe(60);
  });

  test("look back one minute and forget what was before", () => {
    const busyThenQuiet = every2s([...Array(30).fill(5), ...Array(30).fill(1)]);
    expect(perMinute(busyThenQuiet)).toBe(30);
  });

  test("leave out the time in which nothing was measured", () => {
    expect(perMinute([...every2s([2, 2]), ...every2s([2, 2], 30_000)])).toBe(60);
  });

  test("of a transport that is not in use any more stay those of its last minute", () => {
    expect(perMinute(every2s([1, 1, 1], 1_000_000))).toBe(30);
  });
});

describe("what a message cost", () => {
  test("is all bytes both ways by message, beside the mean size of the texts", () => {
    const talk = [0, 2_000, 4_000].map((from) =>
      intervalWith("sse", from, from + 2_000, { up: 100, down: 424, messages: 2 }),
    );
    expect(perMessage(rates(talk))).toEqual({ wire: 262, text: 10 });
  });

  test("is not known when there was none", () => {
    const idle = [0, 2_000, 4_000].map((from) => intervalWith("sse", from, from + 2_000, { up: 100 }));
    expect(perMessage(rates(idle))).toBeNull();
    expect(perMessage(null)).toBeNull();
  });
});

test("a bounded list loses its oldest", () => {
  expect(pushBounded([1, 2], 3, 3)).toEqual([1, 2, 3]);
  expect(pushBounded([1, 2, 3], 4, 3)).toEqual([2, 3, 4]);
});
