import { expect, test } from "vitest";
import { type Aside, type Asides, addAside, asidesBefore, dropFailed } from "./asides.ts";

const none: Asides = new Map();
const aSwitch = (at: number): Aside => ({ kind: "switch", from: "sse", to: "websocket", at });
const failed = (id: string): Aside => ({
  kind: "failed",
  outgoing: { id, room: "lobby", text: id, sentAt: 1, state: "failed" },
});

test("asides stand below a message in the order in which they came", () => {
  const asides = addAside(addAside(none, 7, aSwitch(1)), 7, failed("one"));
  expect(asides.get(7)).toEqual([aSwitch(1), failed("one")]);
  expect(none.size).toBe(0);
});

test("a failed message goes alone, and its place with it when nothing else is there", () => {
  const asides = addAside(addAside(addAside(none, 7, aSwitch(1)), 7, failed("one")), 9, failed("two"));
  expect([...dropFailed(asides, "one")]).toEqual([
    [7, [aSwitch(1)]],
    [9, [failed("two")]],
  ]);
  expect([...dropFailed(asides, "two").keys()]).toEqual([7]);
});

test("those above the first known message are found in order, so that none is ever hidden", () => {
  const asides = addAside(addAside(addAside(none, 9, failed("late")), 3, aSwitch(2)), 0, aSwitch(1));
  expect(asidesBefore(asides, 9)).toEqual([aSwitch(1), aSwitch(2)]);
  expect(asidesBefore(asides, 1)).toEqual([aSwitch(1)]);
});
