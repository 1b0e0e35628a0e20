import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Latency, median } from "./latency.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

test("the median is that of the last values", () => {
  const latency = new Latency();
  expect(latency.median).toBeNull();
  for (let i = 0; i < 50; i++) latency.add(900);
  for (let i = 0; i < 21; i++) latency.add(8);
  expect(latency.median).toBe(8);
});

test("the median is the smallest value that half of all do not exceed", () => {
  expect(median([])).toBeNull();
  expect(median([7])).toBe(7);
  expect(median([100, 8, 9])).toBe(9);
  expect(median([40, 20])).toBe(20);
  expect(median([8, 10, 9, 100])).toBe(9);
});

test("of few values, the median and p50 are one figure, and exact", () => {
  const latency = new Latency();
  for (const ms of [940, 945, 943.2, 20, 40]) {
    latency.add(ms);
    expect(latency.lastMinute?.p50).toBe(latency.median);
  }
  expect(latency.median).toBe(940);
});

test("the median is of the last minute only, and nothing a minute after the last value", () => {
  const latency = new Latency();
  for (let i = 0; i < 20; i++) latency.add(900);
  vi.advanceTimersByTime(61_000);
  expect(latency.median).toBeNull();
  latency.add(8);
  expect(latency.median).toBe(8);
});

test("the last minute forgets what is older", () => {
  const latency = new Latency();
  for (let second = 0; second < 60; second++) {
    latency.add(1_000);
    vi.advanceTimersByTime(1_000);
  }
  expect(latency.lastMinute).toMatchObject({ max: 1_000 });
  for (let second = 0; second < 60; second++) {
    latency.add(10);
    vi.advanceTimersByTime(1_000);
  }
  expect(latency.lastMinute).toMatchObject({ max: 10 });
  expect(latency.lastMinute?.count).toBeGreaterThanOrEqual(50);
  expect(latency.lastMinute?.count).toBeLessThanOrEqual(60);
  vi.advanceTimersByTime(61_000);
  expect(latency.lastMinute).toBeNull();
});

test("nothing of another transport is left after clear()", () => {
  const latency = new Latency();
  latency.add(5);
  latency.clear();
  expect([latency.median, latency.lastMinute]).toEqual([null, null]);
});
