import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { Socket } from "engine.io";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type TransportName, wireName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { TestHost } from "../conformance/test-host.ts";
import { sessionId } from "../engine-internals.ts";

const STREAMS: TransportName[] = ["iframe-streaming", "http-streaming", "sse"];
const MAX = 100_000;

let host: TestHost;
beforeEach(async () => {
  host = await new TestHost({ maxPayload: MAX }).listen();
});
afterEach(() => host.close());

function urlOf(name: TransportName, sid?: string): string {
  const query = new URLSearchParams({ EIO: "4", transport: wireName(name), origin: "http://page.test" });
  if (sid) query.set("sid", sid);
  return `${host.url}/socket.io/?${query}`;
}

/** Opens a stream and reads nothing of it yet. */
async function open(name: TransportName): Promise<{ session: Socket; sid: string; stream: IncomingMessage }> {
  const connection = once(host.engine, "connection");
  const [stream] = await once(get(urlOf(name)), "response");
  const [session] = await connection;
  return { session, sid: sessionId(session), stream };
}

function post(name: TransportName, sid: string, body: BodyInit): Promise<Response> {
  return fetch(urlOf(name, sid), { method: "POST", body, duplex: "half" } as RequestInit);
}

describe.each(STREAMS)("%s", (name) => {
  test("asks everything on the way to pass its packets on at once", async () => {
    const { stream } = await open(name);
    expect(stream.headers).toMatchObject({
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    expect(stream.headers).not.toHaveProperty("content-encoding");
    stream.destroy();
    await host.drained();
  });

  test("lets packets wait while the client does not read, and keeps their order", async () => {
    const { session, stream } = await open(name);
    const count = 60;
    const padding = "x".repeat(500_000);
    let next = 0;
    // One after the other, as they come in life: at once they would be one write.
    const timer = setInterval(() => {
      if (next < count) session.send(`<${next++}>${padding}`);
    }, 1);
    await until("all have been sent", () => next === count);
    clearInterval(timer);
    expect(session.transport.writable).toBe(false);
    expect(Reflect.get(session, "writeBuffer").length).toBeGreaterThan(0);

    const numbers: number[] = [];
    let text = "";
    stream.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
      const parts = text.split(padding);
      text = parts.pop() ?? "";
      for (const part of parts) numbers.push(Number(/(\d+)>$/.exec(part)?.[1]));
    });
    await until("all have come", () => numbers.length === count);
    expect(numbers).toEqual([...Array(count).keys()]);
    await until("the session can write again", () => session.transport.writable);
    stream.destroy();
    await host.drained();
  });

  test("does not wait for ever for a client to read the rest of an ended stream", async () => {
    const { session, stream } = await open(name);
    const ended = new Promise((resolve) => stream.once("close", resolve));
    stream.on("error", () => undefined); // it is cut
    session.send("x".repeat(30_000_000)); // more than the kernel takes
    await until("the client is behind", () => !session.transport.writable);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    session.close(true);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(host.open).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    await host.drained();
    stream.resume();
    await ended;
  });

  test("takes nothing of a POST over the limit, says 413, and still takes the next one", async () => {
    const { session, sid, stream } = await open(name);
    const packets: string[] = [];
    session.on("message", (text: string) => packets.push(text));
    const large = `4${"x".repeat(MAX)}`;
    expect((await post(name, sid, large)).status).toBe(413);
    const chunked = new Blob([large]).stream(); // without a Content-Length
    expect((await post(name, sid, chunked)).status).toBe(413);
    expect((await post(name, sid, `4${"y".repeat(MAX - 1)}`)).status).toBe(200);
    expect(packets).toEqual(["y".repeat(MAX - 1)]);
    stream.destroy();
    await host.drained();
  });

  test("ends the session when its stream ends, when a second one comes, and on what it cannot read", async () => {
    const ends: ((sid: string, stream: IncomingMessage) => unknown)[] = [
      (_, stream) => stream.destroy(),
      (sid) => fetch(urlOf(name, sid)),
      (sid) => post(name, sid, "1"),
      (sid) => post(name, sid, "what is this?"),
    ];
    for (const end of ends) {
      const { session, sid, stream } = await open(name);
      await Promise.all([once(session, "close"), end(sid, stream)]);
      stream.destroy();
    }
    await host.drained();
  });

  test("knows GET and POST only", async () => {
    const { sid, stream } = await open(name);
    expect((await fetch(urlOf(name, sid), { method: "PUT", body: "2" })).status).toBe(405);
    stream.destroy();
    await host.drained();
  });
});

test("an event stream says when to come back", async () => {
  const { stream } = await open("sse");
  expect(stream.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  const [first] = await once(stream, "data");
  expect(String(first)).toMatch(/^retry: \d+\n\n/);
  stream.destroy();
  await host.drained();
});
