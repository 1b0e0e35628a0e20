import { expect, test } from "vitest";
import type { Arrived } from "./figures.ts";
import { thin } from "./thin.ts";

/** One message every `pace` ms, the one with number `slowest` far slower than the others. */
const talk = (count: number, pace: number, slowest = -1, first = 0): Arrived[] =>
  Array.from({ length: count }, (_, i) => ({
    n: first + i,
    at: (first + i) * pace,
    transport: "sse",
    latency: first + i === slowest ? 5_000 : 5 + ((first + i) % 3),
    sender: "Mina",
  }));

test("as many as there is room for are left alone", () => {
  const few = talk(400, 100);
  expect(thin(few, 400)).toBe(few);
});

test("of more, some of every 5 s stay, in their order", () => {
  const drawn = thin(talk(6_000, 50), 400);
  expect(drawn.length).toBeLessThanOrEqual(400);
  expect(drawn.length).toBeGreaterThan(300);
  expect(drawn.map(({ n }) => n)).toEqual(drawn.map(({ n }) => n).toSorted((a, b) => a - b));
  const columns = new Set(drawn.map(({ at }) => Math.floor(at / 5_000)));
  expect(columns.size).toBe(60);
});

test("the slowest always stays, wherever it is", () => {
  for (const slowest of [0, 17, 2_999, 5_999])
    expect(thin(talk(6_000, 50, slowest), 400).map(({ n }) => n)).toContain(slowest);
});

test("the same ones are picked again while time passes", () => {
  const before = thin(talk(6_000, 50), 400).map(({ n }) => n);
  const after = thin(talk(6_000, 50, -1, 100), 400).map(({ n }) => n);
  // The first and the last 5 s are not whole.
  const inBoth = (numbers: number[]) => numbers.filter((n) => n >= 200 && n < 5_900);
  expect(inBoth(after)).toEqual(inBoth(before));
});
