import { describe, expect, test } from "vitest";
import { isIdle } from "./filter.ts";
import { type ExchangeRow, type Row, timeOf } from "./rows.ts";
import { messagePacket, TestWire } from "./test-wire.ts";
import { MOST_ROWS, WireLog } from "./wire-log.ts";

function logOf(wire: TestWire): WireLog {
  const log = new WireLog();
  log.fold(wire.entries);
  return log;
}

function exchangeAt(rows: readonly Row[], index: number): ExchangeRow {
  const row = rows[index];
  if (row?.kind !== "exchange") throw new Error(`row ${index} is no exchange`);
  return row;
}

describe("folding", () => {
  test("a poll is one row, and what it brought hangs under it", () => {
    const { rows } = logOf(new TestWire().poll(1, messagePacket(7), messagePacket(8)));
    expect(rows.map(({ kind }) => kind)).toEqual(["exchange", "packet", "packet"]);
    const poll = exchangeAt(rows, 0);
    expect(poll).toMatchObject({ response: { status: 200 }, end: { heldMs: 3 }, down: { packets: 2 } });
    expect(rows[1]).toMatchObject({ what: { key: "message", value: 7 }, message: "m7" });
    expect(rows[1]?.kind === "packet" && rows[1].carrier).toBe(poll);
  });

  test("a poll without news is one row, and idle", () => {
    const { rows } = logOf(new TestWire().poll(1, "6"));
    expect(rows).toHaveLength(1);
    expect(isIdle(exchangeAt(rows, 0))).toBe(true);
  });

  test("events come in between other requests, in the order of what happened", () => {
    const wire = new TestWire().request(1, "sse").response(1).down(1, messagePacket(1));
    wire.request(2, "sse", { method: "POST" }).up(2, '421["message",{"id":"a","text":"mine"}]').end(2);
    wire.down(1, messagePacket(2)).switched("sse", "websocket");
    const { rows } = logOf(wire);
    expect(rows.map(({ kind }) => kind)).toEqual([
      "exchange",
      "packet",
      "exchange",
      "packet",
      "packet",
      "switch",
    ]);
    expect(exchangeAt(rows, 0)).toMatchObject({ end: null, down: { packets: 2 } });
    expect(rows[3]).toMatchObject({ what: { key: "yours", value: "mine" }, message: "a" });
  });

  test("page by page gives the same as all at once", () => {
    const wire = new TestWire().request(1, "sse").response(1);
    for (let i = 1; i <= 50; i++) wire.down(1, messagePacket(i)).poll(i + 1, "6");
    wire.end(1);
    const whole = logOf(wire);
    const inParts = new WireLog();
    for (const entry of wire.entries) inParts.fold([entry]);
    const plain = (log: WireLog) => JSON.stringify(log.rows, (name, value) => (name === "key" ? 0 : value));
    expect(plain(inParts)).toBe(plain(whole));
  });

  test("a row's version grows when its exchange goes on", () => {
    const log = logOf(new TestWire().request(1, "sse"));
    const before = exchangeAt(log.rows, 0).version;
    log.fold(new TestWire().down(1, "2").entries);
    expect(exchangeAt(log.rows, 0).version).toBeGreaterThan(before);
  });
});

describe("what is kept", () => {
  test("is bounded: the oldest rows go, and how many is told", () => {
    const wire = new TestWire();
    for (let i = 1; i <= MOST_ROWS + 300; i++) wire.poll(i, "6");
    const log = logOf(wire);
    expect(log.rows).toHaveLength(MOST_ROWS);
    expect(log.dropped).toBe(300);
    expect(exchangeAt(log.rows, 0).request.exchange).toBe(301);
  });

  test("an event still knows what carries it when that row has gone", () => {
    const wire = new TestWire().request(1, "sse").response(1);
    for (let i = 1; i <= MOST_ROWS + 1; i++) wire.down(1, "2");
    const first = logOf(wire).rows[0];
    expect(first?.kind === "packet" && first.carrier.request.transport).toBe("sse");
  });

  test("clear leaves what is open, and it goes on", () => {
    const log = logOf(new TestWire().poll(1, "6").request(2, "sse").response(2).down(2, "2"));
    log.clear();
    expect(log.rows.map(({ kind }) => kind)).toEqual(["exchange"]);
    log.fold(new TestWire().down(2, "3").entries);
    expect(log.rows).toHaveLength(2);
  });

  test("entries that nobody fetched in time leave a note", () => {
    const log = new WireLog();
    log.fold(new TestWire().poll(9, "6").entries, 12);
    expect(log.rows[0]).toMatchObject({ kind: "note", note: "missed", count: 12 });
    expect(log.missed).toBe(12);
  });

  test("what belongs to a request that was missed is not shown as if it were something else", () => {
    const { rows } = logOf(new TestWire().down(5, messagePacket(1)).end(5));
    expect(rows).toEqual([]);
  });
});

test("after a reconnect the numbers begin anew: nothing is added to exchanges of before", () => {
  const log = logOf(new TestWire().request(1, "sse").response(1));
  const old = exchangeAt(log.rows, 0);
  log.restart("reconnected", 5);
  log.fold(new TestWire().down(1, "2").entries); // of an exchange whose request was not told
  log.fold(new TestWire().request(1, "sse").response(1).down(1, "2").entries);
  expect(old).toMatchObject({ isLost: true, down: { packets: 0 } });
  expect(log.rows.map(({ kind }) => kind)).toEqual(["exchange", "note", "exchange", "packet"]);
});

describe("time runs down the rows", () => {
  const timesOf = (log: WireLog): number[] => log.rows.map(timeOf);
  const sorted = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b);

  test("where a connection was lost: the new one is heard of after it has begun", () => {
    const log = logOf(new TestWire(1_000).request(1, "sse").response(1));
    log.restart("reconnected", 2_000);
    log.fold(new TestWire(1_500).request(1, "sse").response(1).down(1, "2").entries);
    expect(log.rows.map(({ kind }) => kind)).toEqual(["exchange", "note", "exchange", "packet"]);
    expect(timesOf(log)).toEqual([1_001, 1_501, 1_501, 1_503]);
    log.fold(new TestWire(1_600).poll(2, "6").entries); // only the first page tells when it began
    expect(timesOf(log)[1]).toBe(1_501);
  });

  test("where a WebSocket closed: that may be heard of after what came later", () => {
    const log = logOf(new TestWire(1_000).request(1, "websocket").down(1, "2").down(1, "2").down(1, "2"));
    const states = [{ readyState: 3, at: 1_003 }];
    const close = { code: 1005, reason: "", wasClean: true };
    log.fold([], 0, [{ id: 1, kind: "WebSocket", probe: null, states, close }]);
    expect(log.rows.map(({ kind }) => kind)).toEqual(["exchange", "packet", "packet", "note", "packet"]);
    expect(timesOf(log)).toEqual(sorted(timesOf(log)));
  });

  test("where entries are missing", () => {
    const log = logOf(new TestWire(1_000).poll(1, "6").poll(2, "6"));
    log.fold(new TestWire(1_001).poll(3, "6").entries, 4);
    expect(log.rows.map(({ kind }) => kind)).toEqual(["exchange", "exchange", "note", "exchange"]);
    expect(timesOf(log)[2]).toBeGreaterThanOrEqual(timesOf(log)[1] ?? Number.NaN);
  });
});
