import { afterEach, expect, it, vi } from "vitest";
import { unixTime } from "./unix-time.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const { now } = Date;

it("goes by the clock that messages are stamped with, however that is set, with fractions", () => {
  // A computer that has slept, one whose clock was put back, and one as it is.
  for (const set of [3_600_000, -3_600_000, 0]) {
    vi.spyOn(Date, "now").mockImplementation(() => now() + set);
    const [before, began] = [Date.now(), performance.now()];
    const time = unixTime();
    const took = performance.now() - began; // by so much the first look after a jump may be off
    expect(time).toBeGreaterThanOrEqual(before - took);
    expect(time).toBeLessThan(Date.now() + 1);
  }
  expect(Array.from({ length: 20 }, () => unixTime()).some((time) => !Number.isInteger(time))).toBe(true);
});

it("is not moved by what runs between its looks at the two clocks", () => {
  vi.spyOn(Date, "now").mockImplementation(() => {
    const whole = now();
    while (now() < whole + 20); // preempted
    return whole;
  });
  const before = now();
  const moment = performance.now();
  const after = now();
  const time = unixTime(moment);
  expect(time).toBeGreaterThan(before - 1);
  expect(time).toBeLessThan(after + 1);
});
