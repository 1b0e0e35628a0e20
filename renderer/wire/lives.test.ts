import { describe, expect, test } from "vitest";
import type { Life } from "../../client/session.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { closedUntil, lifeOf, newestLife, statesOf } from "./lives.ts";
import type { ExchangeRow } from "./rows.ts";
import { TestWire } from "./test-wire.ts";
import { WireLog } from "./wire-log.ts";

function life(id: number, told: Partial<Life> & { at: number }): Life {
  const { at, ...rest } = told;
  return { id, kind: "WebSocket", probe: null, states: [{ readyState: 0, at }], close: null, ...rest };
}

function exchange(transport: TransportName, at: number, probe?: string, method = "GET"): ExchangeRow {
  const url = `/socket.io/?EIO=4&transport=${transport}&sid=[redacted]${probe ? `&probe=${probe}` : ""}`;
  const log = new WireLog();
  log.fold(new TestWire(at - 1).request(1, transport, { url, method }).entries);
  const [row] = log.rows;
  if (row?.kind !== "exchange") throw new Error("no exchange");
  return row;
}

const CLOSE = { code: 1005, reason: "", wasClean: true };

describe("the life behind an exchange", () => {
  const lives = [
    life(1, { at: 1_000 }),
    life(2, { at: 5_000, probe: "1" }),
    life(3, { at: 5_010, kind: "EventSource" }),
    life(4, { at: 9_000 }),
  ];

  test("is of its transport and its switch, and was made at that time", () => {
    expect(lifeOf(exchange("websocket", 1_004), lives)?.id).toBe(1);
    expect(lifeOf(exchange("websocket", 8_990), lives)?.id).toBe(4);
    expect(lifeOf(exchange("websocket", 5_003, "1"), lives)?.id).toBe(2);
    expect(lifeOf(exchange("sse", 5_020), lives)?.id).toBe(3);
  });

  test("is none of what fetch or an iframe made, and none that is forgotten", () => {
    expect(lifeOf(exchange("sse", 5_020, undefined, "POST"), lives)).toBeNull();
    expect(lifeOf(exchange("long-polling", 5_000), lives)).toBeNull();
    expect(lifeOf(exchange("websocket", 5_003, "7"), lives)).toBeNull();
    expect(lifeOf(exchange("websocket", 60_000), lives)).toBeNull();
  });

  test("in use is the newest of the transport", () => {
    expect(newestLife("websocket", lives)?.id).toBe(4);
    expect(newestLife("sse", lives)?.id).toBe(3);
    expect(newestLife("iframe-streaming", lives)).toBeNull();
  });
});

test("states have the names of their interface, and last until the next", () => {
  const states = [
    { readyState: 0, at: 10 },
    { readyState: 1, at: 13 },
    { readyState: 2, at: 20 },
  ];
  const told = (kind: Life["kind"]) =>
    statesOf(life(1, { at: 10, kind, states })).map(({ name, ms }) => [name, ms]);
  expect(told("EventSource")).toEqual([
    ["CONNECTING", 3],
    ["OPEN", 7],
    ["CLOSED", null],
  ]);
  expect(told("WebSocket").at(-1)).toEqual(["CLOSING", null]);
});

test("what closed is told in the order of closing, until a moment", () => {
  const lives = [1, 2, 3, 4].map((id) => life(id, { at: 100 - 10 * id, close: id === 4 ? null : CLOSE }));
  expect(closedUntil(85, lives, new Set([2])).map(({ id }) => id)).toEqual([3]);
  expect(closedUntil(100, lives, new Set()).map(({ id }) => id)).toEqual([3, 2, 1]);
});
