import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { wire as words } from "../words/wire.ts";
import { axisOf, place, ticksOf } from "./axis.ts";
import { NO_FILTER, sift } from "./filter.ts";
import type { ClosedLife, Row } from "./rows.ts";
import { sequenceOf } from "./sequence.ts";
import { stepWords } from "./sequence-words.ts";
import { messagePacket, TestWire } from "./test-wire.ts";
import { WireLog } from "./wire-log.ts";

const i18n = i18next.createInstance();
beforeAll(() =>
  i18n.init({ lng: "en", resources: { en: { words: { wire: words.en } } }, defaultNS: "words" }),
);

function rowsOf(wire: TestWire) {
  const log = new WireLog();
  log.fold(wire.entries);
  return log.rows;
}

test("idle polls in a row are one line; a message comes from others, one's own goes to them", () => {
  const wire = new TestWire().poll(1, "6").poll(2, "6").poll(3, messagePacket(1));
  wire.request(4, "long-polling", { method: "POST" }).up(4, '421["message",{"id":"a","text":"x"}]').end(4);
  wire.poll(5, messagePacket(2, { sender: { id: "me", name: "Me" } })).switched("long-polling", "sse");
  const rows = rowsOf(wire);
  const steps = sequenceOf(rows, "me", 40);
  expect(steps.map((step) => [step.kind, "others" in step ? step.others : null])).toEqual([
    ["idle", null],
    ["ask", null],
    ["packet", "from"],
    ["post", "to"],
    ["ask", null],
    ["packet", null],
    ["switch", null],
  ]);
  expect(steps[0]).toMatchObject({ count: 2 });
  expect(sequenceOf(rows, "me", 3)).toEqual(steps.slice(-3));
});

/** The steps in short, as they are written at the arrows. */
const said = (rows: readonly Row[]): string[] =>
  sequenceOf(rows, "me", 40).map((step) => `${step.kind}: ${stepWords(step, i18n.t)}`);

test("a POST is one arrow with what it carries; it, an upgrade and a stream are answered, in the order of time", () => {
  const wire = new TestWire()
    .request(1, "websocket")
    .response(1, { status: 101 })
    .request(2, "sse")
    .response(2);
  wire
    .request(3, "sse", { method: "POST" })
    .up(3, '42["message",{"id":"a","text":"hi"}]')
    .up(3, '42["typing",{}]');
  wire
    .down(2, messagePacket(1, { sender: { id: "me" } }))
    .response(3)
    .end(3);
  wire.request(4, "sse", { method: "POST" }).response(4, { status: 413 }).end(4);
  expect(said(rowsOf(wire))).toEqual([
    "ask: GET, upgrade",
    "answer: 101: now a WebSocket",
    "ask: GET, stays open",
    "answer: 200: here it begins",
    "post: POST “hi” +1",
    "packet: message 1",
    "answer: 200: taken in",
    "post: POST",
    "answer: 413: refused",
  ]);
});

test("a head comes before what it heads, although the host may tell of it later", () => {
  const wire = new TestWire().request(1, "websocket").down(1, "0{}").response(1, { status: 101 });
  expect(said(rowsOf(wire)).map((one) => one.split(":", 1)[0])).toEqual(["ask", "answer", "packet"]);
});

/** A WebSocket that closed, so many ms after the first entry of a test's wire. */
function closedSocket(id: number, at: number, wasClean: boolean): ClosedLife {
  const close = { code: wasClean ? 1005 : 1006, reason: "", wasClean };
  return { id, kind: "WebSocket", probe: null, states: [{ readyState: 3, at }], close };
}

test("a lost connection is drawn once, however often it was tried again, and so is that it is back", () => {
  const log = new WireLog();
  log.fold(new TestWire(1_000).request(1, "websocket").down(1, "2").entries);
  log.fold([], 0, [closedSocket(1, 1_100, false)]);
  expect(said(log.rows).at(-1)).toBe("lost: the WebSocket broke (1006)");
  log.fold([], 0, [closedSocket(2, 1_200, false), closedSocket(3, 1_300, false)]);
  log.restart("reconnected", 2_000);
  log.fold(new TestWire(1_500).request(1, "websocket").entries);
  expect(said(log.rows).slice(-3)).toEqual([
    "lost: the WebSocket broke (1006)",
    "back: connected again, by a new connection",
    "ask: GET, upgrade",
  ]);
  expect(new Set(sequenceOf(log.rows, "me", 40).map(({ key }) => key)).size).toBe(5);
});

test("of a stream only the new connection tells of the loss; a WebSocket that a switch closed is none", () => {
  const log = new WireLog();
  log.fold(
    new TestWire(1_000).request(1, "websocket").switched("websocket", "sse").request(2, "sse").entries,
  );
  log.fold([], 0, [closedSocket(1, 1_003, true)]);
  expect(said(log.rows).map((one) => one.split(":", 1)[0])).toEqual(["ask", "switch", "ask"]);
  log.restart("reconnected", 2_000);
  expect(said(log.rows).slice(-2)).toEqual([
    "lost: the connection broke",
    "back: connected again, by a new connection",
  ]);
});

test("the filter sifts by kind, transport, idleness and text, and counts all", () => {
  const wire = new TestWire()
    .poll(1, "6")
    .poll(2, messagePacket(1))
    .request(3, "sse")
    .switched("sse", "websocket");
  const rows = rowsOf(wire);
  const shown = (filter: object) =>
    sift(rows, { ...NO_FILTER, ...filter }, (row) => (row.kind === "packet" ? row.packet.packet : "")).shown
      .length;
  expect(shown({})).toBe(5);
  expect(shown({ kind: "held" })).toBe(3);
  expect(shown({ transport: "sse" })).toBe(2); // and the switch
  expect(shown({ hidesIdle: true })).toBe(4);
  expect(shown({ text: "hello" })).toBe(1);
  const { kinds, transports } = sift(rows, NO_FILTER, () => "");
  expect(kinds).toEqual({ request: 0, held: 3, packet: 1, switch: 1, note: 0 });
  expect([...transports]).toEqual([
    ["long-polling", 3],
    ["sse", 1],
  ]);
});

test("a line about the connection is no switch", () => {
  const log = new WireLog();
  log.fold(new TestWire().request(1, "sse").switched("sse", "websocket").entries);
  log.restart("reconnected", 5);
  const { kinds } = sift(log.rows, NO_FILTER, () => "");
  expect(kinds).toMatchObject({ switch: 1, note: 1 });
  expect(sift(log.rows, { ...NO_FILTER, kind: "switch" }, () => "").shown).toEqual([log.rows[1]]);
});

test("bars share an axis that a stream of long ago does not stretch", () => {
  const wire = new TestWire(0).request(1, "sse");
  const rows = rowsOf(wire);
  const later = rowsOf(new TestWire(100_000).poll(1, "6"));
  const axis = axisOf([...rows, ...later], 100_010);
  expect(axis).toEqual({ from: 100_001, to: 100_021 });
  expect([place(axis, 0), place(axis, 100_011), place(axis, 200_000)]).toEqual([0, 50, 100]);
  expect(ticksOf({ from: 100, to: 1_100 }, 5)).toEqual({ at: [200, 400, 600, 800, 1_000], step: 200 });
});
