import { expect, test } from "vitest";
import { axisOf, place, ticksOf } from "./axis.ts";
import { NO_FILTER, sift } from "./filter.ts";
import { sequenceOf } from "./sequence.ts";
import { messagePacket, TestWire } from "./test-wire.ts";
import { WireLog } from "./wire-log.ts";

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
  expect(steps.map((step) => [step.kind, step.kind === "packet" ? step.others : null])).toEqual([
    ["idle", null],
    ["ask", null],
    ["packet", "from"],
    ["ask", null],
    ["packet", "to"],
    ["ask", null],
    ["packet", null],
    ["switch", null],
  ]);
  expect(steps[0]).toMatchObject({ count: 2 });
  expect(sequenceOf(rows, "me", 3)).toEqual(steps.slice(-3));
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
  expect(kinds).toEqual({ request: 0, held: 3, packet: 1, switch: 1 });
  expect([...transports]).toEqual([
    ["long-polling", 3],
    ["sse", 1],
  ]);
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
