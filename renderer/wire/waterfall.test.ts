import { expect, test } from "vitest";
import type { PacketEntry } from "./rows.ts";
import { messagePacket, TestWire } from "./test-wire.ts";
import { type Journey, waterfallOf } from "./waterfall.ts";
import { WireLog } from "./wire-log.ts";

const AT = 1_700_000_000_000;
const message = { id: "m7", sentAt: AT, storedAt: AT + 4 };
const others: Journey = {
  message,
  isOwn: false,
  isHistory: false,
  handedOverAt: null,
  receivedAt: AT + 9,
  shownAt: AT + 11,
};

/** A stream with message 7 at `AT` + 6, for which the host had it at `AT` + 5.5. */
function log(told: Partial<PacketEntry> = { queued: AT + 5.5 }): WireLog {
  const made = new WireLog();
  made.fold(new TestWire(AT + 3).request(1, "sse").response(1).down(1, messagePacket(7), told).entries);
  return made;
}

/** The same, after the POST that brought it to the host at `AT` + 3. */
function ownRows() {
  const made = new WireLog();
  const wire = new TestWire(AT + 1).request(2, "sse", { method: "POST" }).up(2, '421["message",{"id":"m7"}]');
  made.fold(wire.entries);
  made.fold(
    new TestWire(AT + 3)
      .request(1, "sse")
      .response(1)
      .down(1, messagePacket(7), { queued: AT + 5.5 }).entries,
  );
  return made.rows;
}

const hops = (journey: Journey, rows = log().rows) =>
  waterfallOf(journey, rows).hops.map(({ name, ms, bytes }) => [name, ms, bytes]);
const times = (journey: Journey, rows = log().rows) => hops(journey, rows).map(([name, ms]) => [name, ms]);
const coloured = (journey: Journey, rows = log().rows) =>
  waterfallOf(journey, rows)
    .hops.filter(({ isTransport }) => isTransport)
    .map(({ name }) => name);

test("somebody else's message: sent, stored, written, received, drawn", () => {
  const { unknown, carrier, total } = waterfallOf(others, log().rows);
  expect(hops(others)).toEqual([
    ["reach", 4, null],
    ["stored", 1.5, null],
    ["held", 0.5, null],
    ["down", 3, messagePacket(7).length],
    ["drawn", 2, null],
  ]);
  expect(total).toBe(11);
  expect(coloured(others)).toEqual(["held", "down"]);
  expect(unknown).toEqual(["sender-up"]);
  expect(carrier?.what).toEqual({ key: "message", value: 7 });
});

test("a disk that is slow is not the transport's", () => {
  const late = log({ at: AT + 86, queued: AT + 85 }).rows;
  const slow = { ...others, receivedAt: AT + 89, shownAt: AT + 90 };
  expect(times(slow, late)).toEqual([
    ["reach", 4],
    ["stored", 81],
    ["held", 1],
    ["down", 3],
    ["drawn", 1],
  ]);
  expect(coloured(slow, late)).toEqual(["held", "down"]);
});

test("where the host does not say since when it had it, storing and writing are not told apart", () => {
  expect(times(others, log({ queued: null }).rows)).toEqual([
    ["reach", 4],
    ["written", 2],
    ["down", 3],
    ["drawn", 2],
  ]);
  expect(coloured(others, log({ queued: null }).rows)).toEqual(["down"]);
});

test("one's own: what it waited here, and the POST up, too", () => {
  const own = { ...others, isOwn: true, handedOverAt: AT + 2 };
  expect(times(own, ownRows())).toEqual([
    ["waited", 2],
    ["up", 1],
    ["stored", 2.5],
    ["held", 0.5],
    ["down", 3],
    ["drawn", 2],
  ]);
  expect(coloured(own, ownRows())).toEqual(["up", "held", "down"]);
  expect(waterfallOf(own, ownRows()).unknown).toEqual([]);
  // When it was handed over is not known: what it waited is not called the transport's.
  const unknown = { ...own, handedOverAt: null };
  expect(times(unknown, ownRows())[0]).toEqual(["reach", 3]);
  expect(coloured(unknown, ownRows())).toEqual(["held", "down"]);
  // An hour without a network: not a ms of that is the transport's.
  const HOUR = 3_600_000;
  const queued = { ...own, message: { ...message, sentAt: AT - HOUR } };
  expect(times(queued, ownRows())[0]).toEqual(["waited", HOUR + 2]);
});

test("without a recording it says so, and does not guess who carried it", () => {
  const { unknown, carrier, hops } = waterfallOf(others, []);
  expect(unknown).toContain("not-recorded");
  expect(carrier).toBeNull();
  expect(hops.map(({ name }) => name)).toEqual(["reach", "brought", "drawn"]);
  expect(hops.every(({ row, bytes }) => row === null && bytes === null)).toBe(true);
  expect(coloured(others, [])).toEqual(["brought"]);
});

test("of history only sending is known", () => {
  const old = { ...others, isHistory: true, receivedAt: null, shownAt: null };
  expect(hops(old)).toEqual([["reach", 4, null]]);
  expect(waterfallOf(old, log().rows).unknown).toEqual(["sender-up", "history"]);
});

test("a moment that seems to be after the next one is taken to be at it: the whole is as long as it was", () => {
  // Written at 6, by the host's clock, and here at 5 by what this window knows of that clock.
  const early = { ...others, receivedAt: AT + 5, shownAt: AT + 7 };
  expect(times(early)).toEqual([
    ["reach", 4],
    ["stored", 1],
    ["held", 0],
    ["down", 0],
    ["drawn", 2],
  ]);
  expect(waterfallOf(early, log().rows).total).toBe(7);
  // Here before it was sent.
  const before = { ...others, receivedAt: AT - 1, shownAt: AT - 1 };
  expect(waterfallOf(before, log().rows).total).toBe(0);
  expect(times(before).every(([, ms]) => ms === 0)).toBe(true);
});
