import { expect, test } from "vitest";
import type { Outgoing } from "../../client/outbox.ts";
import { cameBack, outboxChanged } from "./sending.ts";

const outgoing = (id: string, state: Outgoing["state"] = "sending"): Outgoing => ({
  id,
  room: "lobby",
  text: id,
  sentAt: 1,
  state,
});
const back = (id: string) => ({
  room: "lobby",
  seq: 1,
  id,
  sender: { id: "a", name: "Ada" },
  text: id,
  sentAt: 1,
  storedAt: 1,
});

test("a message is on its way from the outbox until it comes back, and never blinks in between", () => {
  const sent = outboxChanged([], [outgoing("one"), outgoing("two")]);
  expect(sent.map(({ outgoing: { id }, isStored }) => [id, isStored])).toEqual([
    ["one", false],
    ["two", false],
  ]);
  const acked = outboxChanged(sent, [outgoing("two")]);
  expect(acked.map(({ outgoing: { id }, isStored }) => [id, isStored])).toEqual([
    ["one", true],
    ["two", false],
  ]);
  expect(cameBack(acked, back("one")).map(({ outgoing: { id } }) => id)).toEqual(["two"]);
});

test("what came back before the ack does not appear again", () => {
  const sent = outboxChanged([], [outgoing("one")]);
  expect(outboxChanged(cameBack(sent, back("one")), [])).toEqual([]);
});

test("what failed is not on its way, until it is sent again", () => {
  const failed = [outgoing("one", "failed")];
  const sent = outboxChanged([], [outgoing("one")]);
  expect(outboxChanged(sent, failed)).toEqual([]);
  expect(outboxChanged([], [outgoing("one", "waiting")])).toHaveLength(1);
});

test("others' messages and unchanged ones change nothing", () => {
  const same = outgoing("one");
  const sent = outboxChanged([], [same]);
  expect(cameBack(sent, back("other"))).toBe(sent);
  expect(outboxChanged(sent, [same])[0]).toBe(sent[0]);
});
