import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { wire as words } from "../words/wire.ts";
import { NO_FILTER, sift } from "./filter.ts";
import { nameOfMessage } from "./of-message.ts";
import type { Row } from "./rows.ts";
import { searchText } from "./say.ts";
import { messagePacket, TestWire } from "./test-wire.ts";
import { WireLog } from "./wire-log.ts";

const i18n = i18next.createInstance();
beforeAll(() =>
  i18n.init({ lng: "en", resources: { en: { words: { wire: words.en } } }, defaultNS: "words" }),
);

const post = (ack: number, id: string, text = "hi"): string =>
  `42${ack}${JSON.stringify(["message", { room: "lobby", id, text }])}`;
const stored = (ack: number, seq: number): string => `43${ack}${JSON.stringify([{ ok: true, seq }])}`;

function logOf(wire: TestWire): WireLog {
  const log = new WireLog();
  log.fold(wire.entries);
  return log;
}

/** A row in short: "GET", "up 42…", "down 43…". */
const short = (row: Row): string => {
  if (row.kind === "exchange") return row.request.method;
  return row.kind === "packet" ? `${row.packet.direction} ${row.packet.packet.slice(0, 3)}` : row.kind;
};

test("one message: its packets up and down, the answer to it, and what carried them", () => {
  const wire = new TestWire().request(1, "sse").response(1);
  wire.request(2, "sse", { method: "POST" }).up(2, post(8, "m9")).up(2, post(9, "m90")).response(2).end(2);
  wire.down(1, messagePacket(9)).down(1, messagePacket(90)).down(1, stored(9, 90)).down(1, stored(8, 9));
  wire.poll(3, messagePacket(99)).poll(4, "6");
  const { rows } = logOf(wire);
  const { shown, kinds } = sift(rows, { ...NO_FILTER, message: "m9" }, () => "");
  expect(shown.map(short)).toEqual(["GET", "POST", "up 428", "down 42[", "down 438"]);
  expect(kinds.packet).toBe(7); // the chips still count all
  expect(nameOfMessage(rows, "m9", i18n.t)).toBe("message 9");
  expect(sift(rows, { ...NO_FILTER, message: "m99" }, () => "").shown.map(short)).toEqual([
    "GET",
    "down 42[",
  ]);
});

test("an answer of a later connection is none to a message of the one before", () => {
  const log = logOf(new TestWire().request(1, "websocket").up(1, post(3, "mine")));
  log.restart("reconnected", 5);
  log.fold(new TestWire().request(1, "websocket").up(1, post(4, "other")).down(1, stored(3, 7)).entries);
  const { shown } = sift(log.rows, { ...NO_FILTER, message: "mine" }, () => "");
  expect(shown.map(short)).toEqual(["GET", "up 423"]);
  expect(nameOfMessage(log.rows, "mine", i18n.t)).toBe("your message “hi”");
  expect(nameOfMessage(log.rows, "gone", i18n.t)).toBeNull();
});

test("text is searched as it was written, whatever its case", () => {
  const wire = new TestWire().request(1, "sse");
  wire
    .down(1, messagePacket(1, { text: '😀 "Quoted" C:\\temp' }))
    .down(1, '42["message",{"text":"caf\\u00e9"}]');
  wire.down(1, '42["message",{"text":"say \\"cut'); // longer than what is recorded
  const { rows } = logOf(wire);
  const found = (text: string) => sift(rows, { ...NO_FILTER, text }, (row) => searchText(row, i18n.t)).shown;
  expect(found('😀 "quoted" c:\\TEMP')).toEqual([rows[1]]);
  expect(found("CAFÉ")).toEqual([rows[2]]);
  expect(found('say "cut')).toEqual([rows[3]]);
});
