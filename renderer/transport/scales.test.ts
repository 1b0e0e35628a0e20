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

test("a mark has the longest of its texts that ends before the next one", () => {
  const at = (x: number, ...texts: string[]) => ({ x, texts: texts.length > 0 ? texts : ["SSE"] });
  expect(fitting([at(10), at(200)], 330)).toEqual(["SSE", "SSE"]);
  expect(fitting([at(10), at(30), at(75, "WebSocket")], 330)).toEqual(["", "SSE", "WebSocket"]);
  expect(fitting([at(10, "短轮询"), at(62), at(320)], 330)).toEqual(["短轮询", "SSE", ""]);
  expect(fitting([at(10, "SSE 14:06:01", "SSE"), at(62)], 330)).toEqual(["SSE", "SSE"]);
  expect(fitting([at(10, "SSE 14:06:01", "SSE")], 330)).toEqual(["SSE 14:06:01"]);
});
