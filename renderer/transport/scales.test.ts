import { expect, test } from "vitest";
import { decades, fitting, minutes, roundUp } from "./scales.ts";

test.each([
  [0, 10],
  [10, 10],
  [11, 20],
  [37, 50],
  [51, 100],
  [4_800, 5_000],
])("a scale up to %j ends at %j", (value, end) => expect(roundUp(value, 10)).toBe(end));

test("the scale of latencies ends at 1 s, or at the power of ten above the slowest", () => {
  expect(decades([])).toEqual([1, 10, 100, 1_000]);
  expect(decades([3, 999])).toEqual([1, 10, 100, 1_000]);
  expect(decades([1_001])).toEqual([1, 10, 100, 1_000, 10_000]);
});

test("whole minutes are those of the clock on the wall", () => {
  expect(minutes(50_000, 130_000, 20_000)).toEqual([100_000]);
  expect(minutes(40_000, 100_000, 20_000)).toEqual([40_000, 100_000]);
});

test("a mark is named where there is room up to the next one", () => {
  const at = (x: number, text = "SSE") => ({ x, text });
  expect(fitting([at(10), at(200)], 330)).toEqual([true, true]);
  expect(fitting([at(10), at(30), at(75, "WebSocket")], 330)).toEqual([false, true, true]);
  expect(fitting([at(10, "短轮询"), at(62), at(320)], 330)).toEqual([true, true, false]);
});
