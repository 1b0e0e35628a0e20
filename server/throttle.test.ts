import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Throttle } from "./throttle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function run(throttle: Throttle, count: number, cost = 1) {
  const done: number[] = [];
  const accepted = Array.from({ length: count }, (_, i) => throttle.submit(cost, () => void done.push(i)));
  return { done, accepted: accepted.filter(Boolean).length };
}

it("runs a burst at once, and the rest in order, at the rate", () => {
  const { done, accepted } = run(new Throttle(100, 5, 50), 15);
  expect(accepted).toBe(15);
  expect(done).toHaveLength(5);
  vi.advanceTimersByTime(50);
  expect(done).toHaveLength(10);
  vi.advanceTimersByTime(1_000);
  expect(done).toEqual(Array.from({ length: 15 }, (_, i) => i));
  expect(vi.getTimerCount()).toBe(0);
});

it("refuses what would wait beyond the bound, and takes more when there is room", () => {
  const throttle = new Throttle(100, 5, 10);
  expect(run(throttle, 20).accepted).toBe(15);
  vi.advanceTimersByTime(1_000);
  expect(run(throttle, 1)).toEqual({ done: [0], accepted: 1 });
});

it("lets nothing overtake what waits, however cheap", () => {
  const throttle = new Throttle(100, 5, 10);
  const dear = run(throttle, 2, 4);
  const cheap = run(throttle, 1, 1);
  expect([dear.done, cheap.done]).toEqual([[0], []]);
  vi.advanceTimersByTime(1_000);
  expect([dear.done, cheap.done]).toEqual([[0, 1], [0]]);
});

it("drops what waits when it closes, and leaves no timer", () => {
  const throttle = new Throttle(100, 1, 10);
  const { done } = run(throttle, 5);
  throttle.close();
  vi.advanceTimersByTime(1_000);
  expect(done).toEqual([0]);
  expect(vi.getTimerCount()).toBe(0);
  expect(throttle.submit(1, () => {})).toBe(false);
});
