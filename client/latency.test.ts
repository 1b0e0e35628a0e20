import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Latency } from "./latency.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

test("the median is that of the last values", () => {
  const latency = new Latency();
  expect(latency.median).toBeNull();
  for (let i = 0; i < 50; i++) latency.add(900);
  for (let i = 0; i < 21; i++) latency.add(8);
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
