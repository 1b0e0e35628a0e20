import { expect, test } from "vitest";
import { messagePacket, TestWire } from "./test-wire.ts";
import { type Journey, waterfallOf } from "./waterfall.ts";
import { WireLog } from "./wire-log.ts";

const AT = 1_700_000_000_000;
const message = { id: "m7", sentAt: AT, storedAt: AT + 4 };
const others: Journey = { message, isOwn: false, isHistory: false, receivedAt: AT + 9, shownAt: AT + 11 };

/** A stream with message 7 at `AT` + 6. */
function log(): WireLog {
  const made = new WireLog();
  made.fold(new TestWire(AT + 3).request(1, "sse").response(1).down(1, messagePacket(7)).entries);
  return made;
}

const hops = (journey: Journey, rows = log().rows) =>
  waterfallOf(journey, rows).hops.map(({ name, ms, bytes }) => [name, ms, bytes]);

test("somebody else's message: stored, written, received, drawn", () => {
  const { unknown, carrier } = waterfallOf(others, log().rows);
  expect(hops(others)).toEqual([
    ["reach", 4, null],
    ["held", 2, null],
    ["down", 3, messagePacket(7).length],
    ["drawn", 2, null],
  ]);
  expect(unknown).toEqual(["sender-up"]);
  expect(carrier?.what).toEqual({ key: "message", value: 7 });
});

test("one's own: the POST up, too", () => {
  const made = new WireLog();
  const wire = new TestWire(AT + 1).request(2, "sse", { method: "POST" }).up(2, '421["message",{"id":"m7"}]');
  made.fold([
    ...wire.entries,
    ...new TestWire(AT + 3).request(1, "sse").response(1).down(1, messagePacket(7)).entries,
  ]);
  const own = { ...others, isOwn: true };
  expect(hops(own, made.rows).map(([name, ms]) => [name, ms])).toEqual([
    ["up", 3],
    ["taken", 1],
    ["held", 2],
    ["down", 3],
    ["drawn", 2],
  ]);
  expect(waterfallOf(own, made.rows).unknown).toEqual([]);
});

test("without a recording it says so, and does not guess who carried it", () => {
  const { unknown, carrier, hops } = waterfallOf(others, []);
  expect(unknown).toContain("not-recorded");
  expect(carrier).toBeNull();
  expect(hops.map(({ name }) => name)).toEqual(["reach", "down", "drawn"]);
  expect(hops.every(({ row, bytes }) => row === null && bytes === null)).toBe(true);
});

test("of history only sending and storing are known", () => {
  const old = { ...others, isHistory: true, receivedAt: null, shownAt: null };
  expect(hops(old)).toEqual([["reach", 4, null]]);
  expect(waterfallOf(old, log().rows).unknown).toEqual(["sender-up", "history"]);
});

test("clocks that differ by a little give no time below 0", () => {
  const early = { ...others, receivedAt: AT + 5, shownAt: AT + 5 };
  expect(hops(early).every(([, ms]) => Number(ms) >= 0)).toBe(true);
});
