import { expect, test } from "vitest";
import {
  type Aside,
  type Asides,
  addAside,
  addSwitch,
  asidesBefore,
  dropFailed,
  type Switch,
} from "./asides.ts";

const none: Asides = new Map();
const aSwitch = (at: number): Aside => ({
  kind: "switch",
  from: "sse",
  to: "websocket",
  isAutomatic: false,
  at,
});
const step = (from: Switch["from"], to: Switch["to"], at: number): Switch => ({
  kind: "switch",
  from,
  to,
  isAutomatic: true,
  at,
});
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

test("the steps of one climb of automatic are one switch, those of a person are not", () => {
  const one = addSwitch(
    addSwitch(none, 7, step("long-polling", "websocket", 1)),
    7,
    step("websocket", "sse", 2),
  );
  expect([...one]).toEqual([[7, [step("long-polling", "sse", 2)]]]);
  const byHand = { ...step("sse", "websocket", 3), isAutomatic: false };
  const both = addSwitch(addSwitch(one, 7, byHand), 7, step("websocket", "long-polling", 4));
  expect(both.get(7)).toEqual([step("long-polling", "sse", 2), byHand, step("websocket", "long-polling", 4)]);
  const later = addSwitch(one, 7, step("sse", "websocket", 3_600_000));
  expect(later.get(7)).toHaveLength(2);
});

test("a step of automatic that it takes back leaves nothing", () => {
  const there = addSwitch(addAside(none, 3, failed("one")), 7, step("long-polling", "sse", 1));
  expect([...addSwitch(there, 7, step("sse", "long-polling", 2))]).toEqual([[3, [failed("one")]]]);
});
