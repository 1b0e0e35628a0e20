import { expect, test } from "vitest";
import { notMeasured, percentile } from "./figures.ts";

const of = (count: number) => ({
  ...notMeasured,
  percentiles: { count, p50: 20, p95: 30, p99: 40, max: 50 },
});

test("a percentile of too few messages is not known: it would only be the slowest of them", () => {
  expect(percentile(notMeasured, "p50")).toBeNull();
  expect(percentile(of(1), "p50")).toBe(20);
  expect([percentile(of(19), "p95"), percentile(of(20), "p95")]).toEqual([null, 30]);
  expect([percentile(of(99), "p99"), percentile(of(100), "p99")]).toEqual([null, 40]);
});
