import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("gives out its burst, then what comes in", () => {
  const bucket = new TokenBucket(10, 3);
  expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, true, false]);
  vi.advanceTimersByTime(100);
  expect([bucket.take(), bucket.take()]).toEqual([true, false]);
});

it("keeps no more than its burst", () => {
  const bucket = new TokenBucket(10, 3);
  vi.advanceTimersByTime(60_000);
  expect(bucket.take(4)).toBe(false);
  expect(bucket.take(3)).toBe(true);
});

it("tells how long to wait", () => {
  const bucket = new TokenBucket(10, 3);
  expect(bucket.wait(3)).toBe(0);
  bucket.take(3);
  expect(bucket.wait(2)).toBe(200);
});
