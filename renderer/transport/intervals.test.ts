import { describe, expect, test } from "vitest";
import type { Bill } from "../../protocol/meter.ts";
import { intervalsOf, nothingHeard, type Sample } from "./intervals.ts";
import { billWith, bytes, meterWith, requests } from "./test-meter.ts";

const sample = (at: number, values: Partial<Bill> = {}, cpuMs = 0): Sample => {
  const meter = meterWith(billWith("sse", values));
  return { at, meter: { ...meter, host: { ...meter.host, cpuMs } } };
};

const between = (before: Sample, after: Sample) => intervalsOf(before, after, nothingHeard, null);

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
    expect(intervalsOf(before, after, { messages: 3, textBytes: 99 }, null)).toEqual([
      {
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
        switching: false,
      },
    ]);
  });

  const poll = (payload: number) => billWith("short-polling", { up: bytes(payload, 0, 0, 0) });

  test("holds a try at another transport, and is no measure of a minute then", () => {
    const before = { at: 0, meter: meterWith(billWith("sse"), [poll(5)]) };
    const after = { at: 2_000, meter: meterWith(billWith("sse", { up: bytes(3, 0, 0, 0) }), [poll(90)]) };
    expect(intervalsOf(before, after, nothingHeard, null)).toMatchObject([
      { transport: "sse", up: bytes(88, 0, 0, 0), switching: true },
    ]);
  });

  test("comes in two parts when a switch was between them, and no byte of it is left out", () => {
    const before = { at: 0, meter: meterWith(poll(100)) };
    const after = { at: 1_800, meter: meterWith(billWith("sse", { up: bytes(3, 0, 800, 90) }), [poll(160)]) };
    const heard = { messages: 1, textBytes: 9 };
    const cut = { at: 1_700, from: "short-polling", to: "sse", heard } as const;
    expect(intervalsOf(before, after, nothingHeard, cut)).toMatchObject([
      { transport: "short-polling", from: 0, to: 1_700, up: bytes(60, 0, 0, 0), ...heard, switching: true },
      { transport: "sse", from: 1_700, to: 1_800, up: bytes(3, 0, 800, 90), messages: 0, switching: true },
    ]);
  });

  test("is not known when the counters began anew", () => {
    const used = { up: bytes(9, 0, 0, 0), down: bytes(0, 0, 9, 0), requests: requests(9, 0, 0), heldMs: 9 };
    for (const key of ["up", "down", "requests", "heldMs"] as const)
      expect(between(sample(0, { [key]: used[key] }), sample(2_000)), key).toEqual([]);
  });

  test("is not known after a pause, nor for no time at all", () => {
    expect(between(sample(0), sample(60_000))).toEqual([]);
    expect(between(sample(0), sample(0))).toEqual([]);
  });
});
