import { expect, test } from "vitest";
import type { TransportName } from "../../protocol/transport-names.ts";
import { latencySteps, rateSteps } from "./history.ts";
import type { Interval } from "./rates.ts";

/** Intervals of 2 s from `start` on, each with one request and this latency. */
function every2s(
  count: number,
  start: number,
  transport: TransportName,
  latency: number | null = null,
): Interval[] {
  return Array.from({ length: count }, (_, i) => ({
    transport,
    from: start + i * 2_000,
    to: start + (i + 1) * 2_000,
    up: 10,
    down: 20,
    requests: 1,
    latency,
  }));
}

test("the last 6 minutes are 30 steps of 12 s, the last one that of now", () => {
  const steps = rateSteps(every2s(6, 600_000, "sse"), "requests", 601_000);
  expect(steps.length).toBe(30);
  expect(steps.slice(0, 29).every((step) => step === null)).toBe(true);
  expect(steps[29]).toEqual({ transport: "sse", value: 30 });
});

test("a step moves left when the next one begins, and not before", () => {
  const intervals = every2s(6, 600_000, "sse");
  expect(rateSteps(intervals, "requests", 611_999)[29]?.value).toBe(30);
  expect(rateSteps(intervals, "requests", 612_000)[28]?.value).toBe(30);
  expect(rateSteps(intervals, "requests", 612_000)[29]).toBeNull();
});

test("a step of which too little was measured has no value yet", () => {
  expect(rateSteps(every2s(1, 600_000, "sse"), "up", 602_000)[29]).toEqual({ transport: "sse", value: null });
  expect(rateSteps(every2s(2, 600_000, "sse"), "up", 604_000)[29]?.value).toBe(300);
});

test("a step shows one transport: the later one", () => {
  const intervals = [...every2s(3, 600_000, "short-polling", 500), ...every2s(3, 606_000, "sse", 8)];
  expect(latencySteps(intervals, 611_000)[29]).toEqual({ transport: "sse", value: 8 });
});

test("no message, no latency", () => {
  expect(latencySteps(every2s(6, 600_000, "sse"), 611_000)[29]).toEqual({ transport: "sse", value: null });
});

test("what is older than that is left out", () => {
  expect(rateSteps(every2s(6, 0, "sse"), "down", 10_000_000).every((step) => step === null)).toBe(true);
});
