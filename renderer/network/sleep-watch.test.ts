import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SleepWatch } from "./sleep-watch.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] }));
afterEach(() => void vi.useRealTimers());

test("a clock that went on while the timers did not tells of sleep, for a minute", () => {
  const sleep = new SleepWatch();
  vi.advanceTimersByTime(120_000);
  expect(sleep.hasSlept()).toBe(false);
  vi.setSystemTime(Date.now() + 20 * 60_000);
  expect(sleep.hasSlept()).toBe(true); // before any timer has run
  vi.advanceTimersByTime(30_000);
  expect(sleep.hasSlept()).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(sleep.hasSlept()).toBe(false);
  sleep.stop();
});

test("timers that are a few seconds late are no sleep", () => {
  const sleep = new SleepWatch();
  vi.setSystemTime(Date.now() + 8_000);
  expect(sleep.hasSlept()).toBe(false);
  sleep.stop();
  expect(vi.getTimerCount()).toBe(0);
});
