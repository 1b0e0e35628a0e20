import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { Conditions } from "../../protocol/faults.ts";
import { until } from "../../testing/until.ts";
import {
  dial,
  type End,
  pass,
  request,
  startHttpHost,
  startTcpHost,
  startTestProxy,
} from "./test-network.ts";

/** In ms: longer than any test. */
const FOR_EVER = 600_000;

/** A host that answers a POST at once, streams at /stream, upgrades, and leaves all else waiting. */
async function startHost(): Promise<{
  port: number;
  seen: string[];
  streams: ServerResponse[];
  ends: End[];
}> {
  const seen: string[] = [];
  const streams: ServerResponse[] = [];
  const ends: End[] = [];
  const port = await startHttpHost(
    (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.on("close", () => seen.push(`closed ${request.url}`));
      if (request.method === "POST") response.end("ok");
      if (request.url !== "/stream") return;
      response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
      streams.push(response);
    },
    (request, end) => {
      seen.push(`upgrade ${request.url}`);
      ends.push(end);
      end.socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
      end.socket.pipe(end.socket);
    },
  );
  return { port, seen, streams, ends };
}

/** Has the proxy cut what is idle from the moment on at which there is something to cut. */
async function cutOnceIdle(proxy: { worsen(conditions: Partial<Conditions>): void }, stands: () => boolean) {
  await until("it stands", stands);
  proxy.worsen({ idleCutMs: 100 });
}

const UPGRADE = ["Connection: Upgrade", "Upgrade: echo"];
const bodyOf = ({ text }: End): string => text.slice(text.indexOf("\r\n\r\n") + 4);

describe("the idle cut", () => {
  test("gives a held request a 504 that its page may read, and closes both connections", async () => {
    const { port, seen } = await startHost();
    const proxy = await startTestProxy(port, { idleCutMs: 100 });
    const poll = "/socket.io/?EIO=4&transport=polling&sid=secret";
    const client = await request(proxy.port, `GET ${poll} HTTP/1.1`, "Origin: http://127.0.0.1:4460");
    await until("the answer", () => client.outcome === "ended");
    expect(client.text).toMatch(/^HTTP\/1\.1 504 Gateway Timeout\r\n/);
    expect(client.text).toContain("\r\nAccess-Control-Allow-Origin: http://127.0.0.1:4460\r\n");
    expect(client.text).toContain(`\r\nContent-Length: ${bodyOf(client).length}\r\n`);
    await until("the host sees it closed", () => seen.includes(`closed ${poll}`));
    expect(proxy.kinds()).toEqual(["idle-504"]);
    expect(proxy.events[0]).toMatchObject({
      connection: 1,
      method: "GET",
      path: "/socket.io/?transport=polling",
      clientPort: expect.any(Number),
    });
    expect(proxy.events[0]?.heldMs).toBeGreaterThanOrEqual(100);
    expect(JSON.stringify(proxy.events)).not.toContain("secret");
  });

  test("an ordinary client reads that 504 as an answer", async () => {
    const { port } = await startHost();
    const proxy = await startTestProxy(port, { idleCutMs: 100 });
    const answer = await fetch(`${proxy.url}/poll`);
    expect(answer.status).toBe(504);
    expect(answer.headers.has("Access-Control-Allow-Origin")).toBe(false);
    expect(await answer.text()).toContain("no answer in time");
  });

  test("an interim response is no answer yet", async () => {
    const port = await startTcpHost(({ socket }) => socket.write("HTTP/1.1 100 Continue\r\n\r\n"));
    const proxy = await startTestProxy(port);
    const client = await request(proxy.port, "POST / HTTP/1.1", "Content-Length: 5", "Expect: 100-continue");
    await cutOnceIdle(proxy, () => client.text !== "");
    await until("the answer", () => client.outcome === "ended");
    expect(client.text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 504 /);
  });

  test("half a response head is no place for a 504", async () => {
    const port = await startTcpHost(({ socket }) => socket.write("HTTP/1.1 200 OK\r\nContent-"));
    const proxy = await startTestProxy(port, { idleCutMs: 100 });
    const client = await request(proxy.port, "GET / HTTP/1.1");
    await until("it is reset", () => client.outcome === "ECONNRESET");
    expect(client.text).not.toContain("504");
  });

  test("resets a stream", async () => {
    const { port, seen } = await startHost();
    const proxy = await startTestProxy(port);
    const client = await request(proxy.port, "GET /stream HTTP/1.1");
    await cutOnceIdle(proxy, () => client.text !== "");
    await until("it is reset", () => client.outcome === "ECONNRESET");
    expect(client.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    await until("the host sees it closed", () => seen.includes("closed /stream"));
    expect(proxy.events).toMatchObject([{ kind: "idle-reset", method: "GET", path: "/stream" }]);
  });

  test("resets an upgraded connection", async () => {
    const { port, ends } = await startHost();
    const proxy = await startTestProxy(port);
    const client = await request(proxy.port, "GET /ws?transport=websocket&sid=x HTTP/1.1", ...UPGRADE);
    await cutOnceIdle(proxy, () => client.text !== "");
    await until("it is reset", () => client.outcome === "ECONNRESET");
    expect(client.text).toMatch(/^HTTP\/1\.1 101 /);
    await until("the host is told", () => ends[0]?.outcome === "ECONNRESET");
    expect(proxy.events).toMatchObject([{ kind: "idle-reset", path: "/ws?transport=websocket" }]);
  });

  test("resets what is no HTTP", async () => {
    const port = await startTcpHost(({ socket }) => socket.pipe(socket));
    const proxy = await startTestProxy(port);
    const client = await dial(proxy.port);
    client.socket.write("hello\n");
    await cutOnceIdle(proxy, () => client.text !== "");
    await until("it is reset", () => client.outcome === "ECONNRESET");
    expect(client.text).toBe("hello\n");
    expect(proxy.kinds()).toEqual(["idle-reset"]);
  });

  test("closes a connection between two exchanges", async () => {
    const { port } = await startHost();
    const proxy = await startTestProxy(port);
    const client = await request(proxy.port, "POST / HTTP/1.1", "Content-Length: 2");
    client.socket.write("hi");
    await cutOnceIdle(proxy, () => client.text !== "");
    await until("it is closed", () => client.outcome === "ended");
    expect(bodyOf(client)).toBe("ok");
    expect(proxy.kinds()).toEqual(["idle-close"]);
    expect(proxy.events[0]).not.toHaveProperty("path");
    await until("nothing is open", () => proxy.counts().connections.open === 0);
  });

  test.each([
    ["passed on", null],
    ["held back", { bytes: 1_000_000, ms: FOR_EVER }],
  ])("leaves alone what moves now and then, and is %s", async (_, buffer) => {
    const { port, streams } = await startHost();
    const proxy = await startTestProxy(port, { idleCutMs: 1_500, buffer });
    const client = await request(proxy.port, "GET /stream HTTP/1.1");
    await until("the stream stands", () => streams.length === 1);
    for (let beat = 0; beat < 20; beat++) {
      streams[0]?.write(": beat\n\n");
      await pass(100);
    }
    expect([client.outcome, proxy.kinds()]).toEqual(["open", []]);
  });

  test("holds for connections that are open, from when it is set", async () => {
    const { port, streams } = await startHost();
    const proxy = await startTestProxy(port);
    const client = await request(proxy.port, "GET /stream HTTP/1.1");
    await until("the stream stands", () => streams.length === 1 && client.text !== "");
    await pass(200);
    expect(client.outcome).toBe("open");
    proxy.worsen({ idleCutMs: 100 });
    await until("it is reset", () => client.outcome === "ECONNRESET");
  });
});

describe("the refused upgrade", () => {
  test("gets a 403 and never reaches the host", async () => {
    const { port, seen } = await startHost();
    const proxy = await startTestProxy(port, { refuseUpgrade: true });
    const client = await request(
      proxy.port,
      "GET /ws?sid=x HTTP/1.1",
      "Origin: http://localhost:4460",
      ...UPGRADE,
    );
    await until("the answer", () => client.outcome === "ended");
    expect(client.text).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(client.text).toContain("\r\nAccess-Control-Allow-Origin: http://localhost:4460\r\n");
    expect(proxy.events).toMatchObject([{ kind: "upgrade-refused", method: "GET", path: "/ws" }]);
    expect(proxy.counts().host).toEqual({ up: 0, down: 0 });
    expect(seen).toEqual([]);
  });

  test("is known in a head that comes byte by byte", async () => {
    const { port, seen } = await startHost();
    const proxy = await startTestProxy(port, { refuseUpgrade: true });
    const client = await dial(proxy.port);
    for (const byte of ["GET /ws HTTP/1.1", "Host: a", ...UPGRADE, "", ""].join("\r\n")) {
      client.socket.write(byte);
      await new Promise(setImmediate);
    }
    await until("the answer", () => client.outcome === "ended");
    expect(client.text).toMatch(/^HTTP\/1\.1 403 /);
    expect(seen).toEqual([]);
  });

  test("waits for the answers to the requests before it, and all others pass", async () => {
    const { port, seen } = await startHost();
    const proxy = await startTestProxy(port, { refuseUpgrade: true });
    const client = await dial(proxy.port);
    const post = ["POST /one HTTP/1.1", "Host: a", "Content-Length: 2", "", "hi"].join("\r\n");
    const upgrade = ["GET /ws HTTP/1.1", "Host: a", ...UPGRADE, "", "and more"].join("\r\n");
    client.socket.write(post + upgrade);
    await until("both answers", () => client.outcome === "ended");
    expect(client.text.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 403"]);
    expect(seen.filter((what) => !what.startsWith("closed"))).toEqual(["POST /one"]);
  });

  test("is passed on again when that is lifted", async () => {
    const { port } = await startHost();
    const proxy = await startTestProxy(port, { refuseUpgrade: true });
    proxy.worsen({ refuseUpgrade: false });
    const client = await request(proxy.port, "GET /ws HTTP/1.1", ...UPGRADE);
    await until("it is upgraded", () => client.text.startsWith("HTTP/1.1 101 "));
    client.socket.write("hello");
    await until("the echo", () => client.text.endsWith("hello"));
  });

  test("does not keep from the host what is no HTTP, or half a head before an end", async () => {
    const port = await startTcpHost(({ socket }) => socket.pipe(socket));
    const proxy = await startTestProxy(port, { refuseUpgrade: true });
    for (const text of ["hello\n", "GET / HTTP/1.1\r\nHos"]) {
      const client = await dial(proxy.port);
      client.socket.end(text);
      await until("the echo", () => client.outcome === "ended");
      expect(client.text).toBe(text);
    }
  });
});

describe("the buffer", () => {
  /** A stream behind a buffer, whose head has come. */
  async function startStream(buffer: { bytes: number; ms: number }) {
    const { port, streams } = await startHost();
    const proxy = await startTestProxy(port, { buffer });
    const client = await request(proxy.port, "GET /stream HTTP/1.1");
    await until("the head has come", () => client.text.endsWith("\r\n\r\n") && streams.length === 1);
    const send = (text: string): unknown => streams[0]?.write(text);
    const end = (): unknown => streams[0]?.end();
    return { proxy, client, send, end };
  }

  test("holds events back until so many bytes have gathered, again and again", async () => {
    const { client, send } = await startStream({ bytes: 1_000, ms: FOR_EVER });
    for (const round of [1, 2]) {
      send(`data: first ${round}\n\n`);
      await pass(150);
      expect(client.text).not.toContain(`first ${round}`);
      send(`data: ${"x".repeat(1_000)}\n\n`);
      await until("all of it comes", () => client.text.includes(`first ${round}`));
    }
  });

  test("holds events back until the first has waited for so long", async () => {
    const { client, send } = await startStream({ bytes: 1_000_000, ms: 300 });
    const start = performance.now();
    send("data: one\n\n");
    await until("it has come", () => client.text.includes("one"));
    expect(performance.now() - start).toBeGreaterThanOrEqual(300);
  });

  test("lets go when the response ends, whole and with its framing", async () => {
    const { client, send, end } = await startStream({ bytes: 1_000_000, ms: FOR_EVER });
    send("data: one\n\n");
    await pass(100);
    expect(bodyOf(client)).toBe("");
    end();
    await until("all has come", () => bodyOf(client).endsWith("0\r\n\r\n"));
    expect(bodyOf(client)).toBe("b\r\ndata: one\n\n\r\n0\r\n\r\n");
  });

  test("lets go when it is switched off", async () => {
    const { proxy, client, send } = await startStream({ bytes: 1_000_000, ms: FOR_EVER });
    send("data: one\n\n");
    await pass(100);
    expect(bodyOf(client)).toBe("");
    proxy.worsen({ buffer: null });
    await until("it has come", () => client.text.includes("one"));
  });

  test("leaves an answer with a length whole, and does not make it wait", async () => {
    const body = "y".repeat(5_000);
    const port = await startHttpHost(async (_, response) => {
      response.writeHead(200, { "Content-Length": body.length });
      for (let at = 0; at < body.length; at += 1_000) {
        response.write(body.slice(at, at + 1_000));
        await pass(5);
      }
      response.end();
    });
    const proxy = await startTestProxy(port, { buffer: { bytes: 1_000_000, ms: FOR_EVER } });
    expect(await (await fetch(proxy.url)).text()).toBe(body);
    expect(await (await fetch(proxy.url)).text()).toBe(body);
  });

  test("lets go when a response that lasts until the close is closed", async () => {
    const port = await startTcpHost(({ socket }) => socket.end("HTTP/1.1 200 OK\r\n\r\nall of it"));
    const proxy = await startTestProxy(port, { buffer: { bytes: 1_000_000, ms: FOR_EVER } });
    const client = await request(proxy.port, "GET / HTTP/1.1");
    await until("the end", () => client.outcome === "ended");
    expect(bodyOf(client)).toBe("all of it");
  });

  test("does not touch an upgraded connection", async () => {
    const { port } = await startHost();
    const proxy = await startTestProxy(port, { buffer: { bytes: 1_000_000, ms: FOR_EVER } });
    const client = await request(proxy.port, "GET /ws HTTP/1.1", ...UPGRADE);
    await until("it is upgraded", () => client.text.startsWith("HTTP/1.1 101 "));
    client.socket.write("hello");
    await until("the echo", () => client.text.endsWith("hello"));
  });
});

test("what the proxy answers itself is counted on the client's side alone", async () => {
  const { port } = await startHost();
  const proxy = await startTestProxy(port, { idleCutMs: 100 });
  const client = await request(proxy.port, "GET /poll HTTP/1.1");
  await until("the answer", () => client.outcome === "ended");
  const { bytesWritten } = client.socket;
  expect(proxy.counts()).toMatchObject({
    client: { up: bytesWritten, down: client.bytes },
    host: { up: bytesWritten, down: 0 },
  });
});
