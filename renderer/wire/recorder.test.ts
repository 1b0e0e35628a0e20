import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Life } from "../../client/session.ts";
import type { WireEntry } from "../../protocol/wire.ts";
import { Recorder } from "./recorder.ts";
import { bodyBytes, sizeIfKnown } from "./say.ts";
import { TestWire } from "./test-wire.ts";

/** A session whose host tells what the test says. */
class TestSession {
  readonly asked: number[] = [];
  connection = "first";
  lives: readonly Life[] = [];
  isThere = true;
  entries: WireEntry[] = [];

  now = (): number => Date.now();

  wire = async (after: number) => {
    this.asked.push(after);
    if (!this.isThere) return null;
    const entries = this.entries.slice(after, after + 5_000);
    return { entries, last: entries.at(-1)?.n ?? after, missed: 0, connection: this.connection };
  };
}

let session: TestSession;
let recorder: Recorder;
beforeEach(() => {
  vi.useFakeTimers();
  session = new TestSession();
  recorder = new Recorder(session);
});
afterEach(() => {
  recorder.close();
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const kinds = (): string[] => recorder.log.rows.map(({ kind }) => kind);

test("looks twice a second while it is watched, seldom when it is not, never when it is closed", async () => {
  const off = recorder.subscribe(() => undefined);
  await pass(5_100);
  expect(session.asked.length).toBeGreaterThanOrEqual(10);
  off();
  await pass(1_000);
  session.asked.length = 0;
  await pass(10_000);
  expect(session.asked.length).toBe(2);
  recorder.close();
  await pass(20_000);
  expect(session.asked.length).toBe(2);
});

test("asks after the last entry that it has, and sooner after many", async () => {
  const wire = new TestWire();
  for (let i = 1; i <= 200; i++) wire.poll(i, "6");
  session.entries = wire.entries;
  recorder.subscribe(() => undefined);
  await pass(10);
  expect(recorder.log.rows).toHaveLength(200);
  await pass(150);
  expect(session.asked).toEqual([0, 800]);
});

test("is told nothing while it is paused, and what happened meanwhile afterwards", async () => {
  recorder.subscribe(() => undefined);
  await pass(600);
  recorder.pause();
  session.entries = new TestWire().poll(1, "6").entries;
  const before = session.asked.length;
  await pass(3_000);
  expect([session.asked.length, kinds()]).toEqual([before, []]);
  recorder.resume();
  await pass(10);
  expect(kinds()).toEqual(["exchange"]);
});

test("after a pause so long that the host has forgotten, a recording begins anew, with a note", async () => {
  session.entries = new TestWire(1_000).poll(1, "6").poll(2, "6").entries;
  recorder.subscribe(() => undefined);
  await pass(600);
  recorder.pause();
  await pass(20_000);
  session.entries = new TestWire(500_000).poll(1, "6").entries;
  recorder.resume();
  await pass(10);
  expect(kinds()).toEqual(["exchange", "exchange", "note", "exchange"]);
});

test("after a pause that the host has outlasted it goes on in the same recording", async () => {
  const wire = new TestWire(1_000).poll(1, "6");
  session.entries = [...wire.entries];
  recorder.subscribe(() => undefined);
  await pass(600);
  recorder.pause();
  await pass(13_000);
  session.entries = wire.poll(2, "6").entries;
  recorder.resume();
  await pass(600);
  expect(kinds()).toEqual(["exchange", "exchange"]);
});

/** A WebSocket that closed at this moment. */
function closedAt(id: number, at: number): Life {
  const states = [1, 2, 3].map((readyState) => ({ readyState, at: at - 3 + readyState }));
  return { id, kind: "WebSocket", probe: null, states, close: { code: 1005, reason: "", wasClean: true } };
}

test("a WebSocket that closes leaves a line where it closed, one that had closed before does not", async () => {
  vi.setSystemTime(10_000);
  session.lives = [closedAt(1, 5_000)];
  recorder.close();
  recorder = new Recorder(session);
  session.entries = new TestWire(10_000).poll(1, "6").entries;
  recorder.subscribe(() => undefined);
  await pass(600);
  session.lives = [...session.lives, closedAt(2, 10_650)];
  session.entries = [...session.entries, ...new TestWire(11_000).poll(2, "6").entries].map((entry, i) => ({
    ...entry,
    n: i + 1,
  }));
  await pass(2_000);
  expect(kinds()).toEqual(["exchange", "note", "exchange"]);
  expect(recorder.log.rows[1]).toMatchObject({ note: "closed", at: 10_650, life: { id: 2 } });
  session.isThere = false;
  session.lives = [...session.lives, closedAt(3, 12_800)];
  await pass(2_000);
  expect(kinds()).toEqual(["exchange", "note", "exchange", "note"]);
});

test("another connection is asked from its start, and a line parts it from the one before", async () => {
  session.entries = new TestWire().request(1, "sse").response(1).entries;
  recorder.subscribe(() => undefined);
  await pass(600);
  session.isThere = false;
  await pass(2_000);
  session.isThere = true;
  session.connection = "second";
  session.entries = new TestWire().poll(1, "6").entries;
  await pass(1_000);
  expect(kinds()).toEqual(["exchange", "note", "exchange"]);
});

test("has recorded since the host did: from the start of a connection, or from the first look", async () => {
  vi.setSystemTime(20_000);
  session.entries = new TestWire(12_000).request(1, "websocket").response(1).down(1, "0{}").entries;
  const off = recorder.subscribe(() => undefined);
  await pass(10);
  expect(recorder.since).toBe(12_001);
  session.connection = "second";
  vi.setSystemTime(40_000);
  // The host's recording of the start is over: this one was under way when the next began.
  session.entries = new TestWire(25_000)
    .request(1, "sse", { partial: true })
    .response(1, { at: 39_990 }).entries;
  await pass(1_000);
  expect(recorder.since).toBe(39_990);
  off();
});

test("how much went before the recording is not known until the exchange ends", async () => {
  const wire = new TestWire().request(1, "sse", { partial: true }).response(1).down(1, "2");
  session.entries = [...wire.entries];
  recorder.subscribe(() => undefined);
  await pass(10);
  const row = recorder.log.rows[0];
  if (row?.kind !== "exchange") throw new Error("unreachable");
  expect(sizeIfKnown(bodyBytes(row), "en")).toBe("–");
  const bytes = { payload: 90, framing: 8, heads: 0, handshake: 0 };
  session.entries = wire.end(1, { down: bytes }).entries;
  await pass(600);
  expect(bodyBytes(row)).toBe(98);
});
