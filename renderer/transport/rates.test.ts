import { describe, expect, test } from "vitest";
import type { Bill } from "../../protocol/meter.ts";
import { type Interval, interval, median, perMessage, pushBounded, rates, type Sample } from "./rates.ts";
import { billWith, intervalWith, meterWith } from "./test-meter.ts";

const nothing = { messages: 0, textBytes: 0 };
const sample = (at: number, values: Partial<Bill> = {}, cpuMs = 0): Sample => {
  const meter = meterWith(billWith("sse", values));
  return { at, meter: { ...meter, host: { ...meter.host, cpuMs } } };
};
const bytes = (payload: number, framing: number, heads: number, handshake: number) => ({
  payload,
  framing,
  heads,
  handshake,
});
const requests = (data: number, empty: number, waiting: number, post = 0) => ({
  data,
  empty,
  waiting,
  post,
  stream: 0,
  upgrade: 0,
});

describe("what happened between two samples", () => {
  test("is the difference of their counters, part by part", () => {
    const before = sample(
      1_000,
      { up: bytes(10, 1, 80, 9), down: bytes(20, 2, 170, 8), requests: requests(1, 1, 1), heldMs: 900 },
      40,
    );
    const after = sample(
      3_000,
      {
        up: bytes(40, 1, 100, 9),
        down: bytes(500, 50, 342, 8),
        requests: requests(3, 1, 0, 2),
        heldMs: 2_400,
      },
      50,
    );
    expect(interval(before, after, { messages: 3, textBytes: 99 })).toEqual({
      transport: "sse",
      from: 1_000,
      to: 3_000,
      up: bytes(30, 0, 20, 0),
      down: bytes(480, 48, 172, 0),
      requests: requests(2, 0, -1, 2),
      heldMs: 1_500,
      cpuMs: 10,
      messages: 3,
      textBytes: 99,
    });
  });

  test("leaves out what other transports cost", () => {
    const poll = (payload: number) => billWith("short-polling", { up: bytes(payload, 0, 0, 0) });
    const before = { at: 0, meter: meterWith(billWith("sse"), [poll(5)]) };
    const after = { at: 2_000, meter: meterWith(billWith("sse", { up: bytes(3, 0, 0, 0) }), [poll(90)]) };
    expect(interval(before, after, nothing)?.up.payload).toBe(3);
  });

  test("is not known when the transport changed between them", () => {
    const after = { at: 2_000, meter: meterWith(billWith("websocket"), [billWith("sse")]) };
    expect(interval(sample(0), after, nothing)).toBeNull();
  });

  test("is not known when the counters began anew", () => {
    const used = { up: bytes(9, 0, 0, 0), down: bytes(0, 0, 9, 0), requests: requests(9, 0, 0), heldMs: 9 };
    for (const key of ["up", "down", "requests", "heldMs"] as const)
      expect(interval(sample(0, { [key]: used[key] }), sample(2_000), nothing), key).toBeNull();
  });

  test("is not known after a pause, nor for no time at all", () => {
    expect(interval(sample(0), sample(60_000), nothing)).toBeNull();
    expect(interval(sample(0), sample(0), nothing)).toBeNull();
  });
});

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
