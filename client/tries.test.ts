import { expect, test } from "vitest";
import { Tries } from "./tries.ts";

test("of several tries the one counts that the host stored", () => {
  const tries = new Tries();
  for (const at of [100, 300, 500]) tries.add("a", at);
  expect(tries.of("a", 600)).toBe(500);
  expect(tries.of("a", 320)).toBe(300); // it was sent again since the ack was lost
  expect(tries.of("a", 99.4)).toBe(100);
  expect(tries.of("b", 600)).toBeNull();
});

test("only the last are remembered", () => {
  const tries = new Tries();
  for (let i = 0; i < 600; i++) tries.add(`m${i}`, i);
  expect(tries.of("m99", 1_000)).toBeNull();
  expect(tries.of("m100", 1_000)).toBe(100);
});
