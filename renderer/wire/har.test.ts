import { expect, test } from "vitest";
import { z } from "zod";
import { entriesOf } from "./entries.ts";
import { toHar } from "./har.ts";
import { messagePacket, TestWire } from "./test-wire.ts";
import { WireLog } from "./wire-log.ts";

/** What HAR 1.2 requires (http://www.softwareishard.com/blog/har-12-spec/); fields that begin with "_" are free. */
const nameValue = z.object({ name: z.string(), value: z.string() });
const size = z.int().min(-1);
const timing = z.number().min(0);
const harSchema = z.object({
  log: z.object({
    version: z.literal("1.2"),
    creator: z.object({ name: z.string(), version: z.string() }),
    entries: z.array(
      z.object({
        startedDateTime: z.iso.datetime(),
        time: timing,
        request: z.object({
          method: z.string(),
          url: z.url(),
          httpVersion: z.string(),
          cookies: z.array(nameValue),
          headers: z.array(nameValue),
          queryString: z.array(nameValue),
          headersSize: size,
          bodySize: size,
          postData: z
            .object({ mimeType: z.string(), params: z.array(nameValue), text: z.string() })
            .optional(),
        }),
        response: z.object({
          status: z.int(),
          statusText: z.string(),
          httpVersion: z.string(),
          cookies: z.array(nameValue),
          headers: z.array(nameValue),
          content: z.object({ size: z.int(), mimeType: z.string(), text: z.string().optional() }),
          redirectURL: z.string(),
          headersSize: size,
          bodySize: size,
        }),
        cache: z.object({}),
        timings: z.object({ send: timing, wait: timing, receive: timing }),
      }),
    ),
  }),
});

const source = { url: "http://maple.local:4460/", version: "0.1.0", now: 1_700_000_001_000, lives: [] };

function harOf(wire: TestWire) {
  const log = new WireLog();
  log.fold(wire.entries);
  const har = toHar(log.rows, source);
  harSchema.parse(JSON.parse(JSON.stringify(har)));
  return har.log.entries;
}

test("a poll with its body, times that add up, and an absolute address", () => {
  const [entry] = harOf(new TestWire().poll(1, messagePacket(1), "2"));
  expect(entry).toMatchObject({
    time: 4,
    request: {
      method: "GET",
      url: expect.stringMatching(/^http:\/\/maple\.local:4460\/socket\.io\/\?EIO=4/),
    },
    response: { status: 200, statusText: "OK", content: { text: `${messagePacket(1)}\u001e2` } },
    timings: { send: 0, wait: 1, receive: 3 },
  });
  expect(entry?.request.queryString).toContainEqual({ name: "transport", value: "long-polling" });
  expect(entry?.request.headers).toContainEqual({ name: "Host", value: "maple" });
});

test("a POST with what it carried", () => {
  const wire = new TestWire().request(1, "sse", { method: "POST" }).up(1, "3").response(1).end(1);
  expect(harOf(wire)[0]?.request).toMatchObject({ method: "POST", postData: { text: "3" }, bodySize: 1 });
});

test("a stream that is still open, and what has no answer yet", () => {
  const wire = new TestWire().request(1, "sse").response(1);
  wire.down(1, "2", { written: { text: "data:2\n\n", hex: false, bytes: 8 } }).request(2, "long-polling");
  const [stream, waiting] = harOf(wire);
  expect(stream).toMatchObject({
    response: { content: { text: "data:2\n\n", size: 8 } },
    comment: expect.stringContaining("open"),
  });
  expect(waiting?.response).toMatchObject({ status: 0, headersSize: -1 });
});

test("a WebSocket's frames are messages of its upgrade, as Chrome writes them", () => {
  const wire = new TestWire().request(1, "websocket").response(1, { status: 101 });
  wire.up(1, '42["typing",{}]').down(1, "00ff", { binary: true, bytes: 2 });
  const [entry] = harOf(wire);
  expect(entry?.request.url).toMatch(/^ws:\/\/maple\.local:4460\//);
  expect(entry).toMatchObject({
    _resourceType: "websocket",
    _webSocketMessages: [
      { type: "send", opcode: 1, data: '42["typing",{}]' },
      { type: "receive", opcode: 2, data: "AP8=" },
    ],
  });
});

test("what was answered is told: an empty poll's noop, and a POST's ok", () => {
  const wire = new TestWire().poll(1, "6").request(2, "sse", { method: "POST" }).up(2, "3").response(2);
  wire.end(2, { down: { payload: 0, framing: 2, heads: 0, handshake: 0 } });
  wire.request(3, "sse", { method: "POST" }).response(3, { status: 400 });
  wire.end(3, { down: { payload: 0, framing: 34, heads: 0, handshake: 0 } });
  const [poll, post, refused] = harOf(wire);
  expect(poll?.response.content.text).toBe("6");
  expect(post?.response.content).toMatchObject({ size: 2, text: "ok" });
  // Nobody recorded why: an empty text would say that there was none.
  expect(refused?.response.content).toEqual({
    size: 34,
    mimeType: "text/event-stream",
    comment: expect.stringContaining("Not recorded"),
  });
});

/** A connection by WebSocket that broke and came back, with entries that were missed. */
function brokenLog(): WireLog {
  const first = new TestWire().request(1, "websocket").response(1, { status: 101 });
  const at = first.entries[0]?.at ?? 0;
  const states = [0, 1, 3].map((readyState, i) => ({ readyState, at: at - 1 + i * 40 }));
  const close = { code: 1006, reason: "gone", wasClean: false };
  const log = new WireLog();
  log.fold(first.entries, 0, [{ id: 4, kind: "WebSocket", probe: null, states, close }]);
  log.restart("reconnected", at + 900);
  log.fold(new TestWire(at + 700).request(1, "websocket").response(1, { status: 101 }).entries, 3);
  return log;
}

test("a close, a reconnect and what was missed are in both exports", () => {
  const { rows } = brokenLog();
  const notes = entriesOf(rows).filter((entry) => !("n" in entry));
  expect(notes).toEqual([
    { kind: "closed", at: expect.any(Number), code: 1006, reason: "gone", wasClean: false },
    { kind: "reconnected", at: expect.any(Number) },
    { kind: "missed", at: expect.any(Number), count: 3 },
  ]);
  const times = entriesOf(rows).map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const { log } = toHar(rows, source);
  harSchema.parse(JSON.parse(JSON.stringify({ log })));
  expect(log._notes?.map(({ kind }) => kind)).toEqual(["closed", "reconnected", "missed"]);
  const [before, after] = log.entries;
  expect(before).toMatchObject({ _webSocketClose: { code: 1006, reason: "gone", wasClean: false } });
  expect(after).not.toHaveProperty("_webSocketClose");
});

test("the JSON holds every entry once, as the host told it", () => {
  const wire = new TestWire().poll(1, "6").poll(2, messagePacket(1)).switched("sse", "websocket");
  const log = new WireLog();
  log.fold(wire.entries);
  expect(entriesOf(log.rows)).toEqual(wire.entries);
});
