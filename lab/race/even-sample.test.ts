import { expect, test } from "vitest";
import { EvenSample } from "./even-sample.ts";

test.each([0, 1, 19, 20, 21, 39, 40, 41, 1_000, 12_345])(
  "of %i values it keeps some from beginning to end, evenly, and begins anew",
  (count) => {
    const sample = new EvenSample<number>(20);
    for (const _round of [1, 2]) {
      for (let value = 0; value < count; value++) sample.add(value);
      const chosen = sample.take();
      expect(chosen.length).toBeLessThanOrEqual(20);
      expect(chosen.length).toBeGreaterThanOrEqual(Math.min(count, 10));
      const gaps = new Set(chosen.slice(1).map((value, i) => value - (chosen[i] ?? 0)));
      expect(gaps.size).toBeLessThanOrEqual(1);
      const [gap = 1] = gaps;
      expect(count - (chosen.at(-1) ?? count)).toBeLessThanOrEqual(gap);
    }
    expect(sample.take()).toEqual([]);
  },
);
