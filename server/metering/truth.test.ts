import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Socket as EngineSession } from "engine.io";
import { Socket as EngineClient, type SocketOptions } from "engine.io-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { ENGINE_PATH, LIMITS, LOBBY } from "../../protocol/limits.ts";
import { bytesOf, type Meter as SessionMeter } from "../../protocol/meter.ts";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { openCountingPipe } from "../../testing/counting-pipe.ts";
import { until } from "../../testing/until.ts";
import { orderedTransports } from "../../transports/engine/client.ts";
import { TransportEngine } from "../../transports/engine/server.ts";
import { collect, connect, eventually, startTestHost } from "../test-host.ts";
import { Meter } from "./meter.ts";

/**
 * The host's figures against a pipe that counts the bytes of every TCP connection and knows nothing of HTTP: they
 * must be equal, to the byte, and the parts must add up.
 */

const MESSAGES = 500;
const ALPHABETS = [
  'abc xyz 012 "quoted" <b>&amp;</b> \\',
  "你好，世界！混合标点。",
  "👋🎉👩‍👩‍👧🏽😀",
  "a你👋\u2028\n\t",
];

/** Texts from one character to the longest, in several alphabets. */
const TEXTS = Array.from({ length: MESSAGES }, (_, n) => {
  const alphabet = [...(ALPHABETS[n % ALPHABETS.length] ?? "")];
  const length = n % 50 === 49 ? LIMITS.text : 1 + ((n * 37) % 400);
  let text = n === 0 ? "x" : "";
  for (let i = 0; text.length < length; i++) {
    const next = alphabet[(n + i) % alphabet.length] ?? "";
    if (text.length + next.length > LIMITS.text) break;
    text += next;
  }
  return text.trim() || "x";
});

function clientOptions(transport: TransportName, url: string) {
  return {
    transports: orderedTransports(transport) as never,
    upgrade: false,
    transportOptions: { "short-polling": { pollInterval: 100 }, "iframe-streaming": { askingOrigin: url } },
  };
}

async function openPipe(port: number) {
  const pipe = await openCountingPipe(port);
  onTestFinished(() => pipe.close());
  return { url: `http://127.0.0.1:${pipe.port}`, count: () => pipe.count() };
}

/** Waits for a moment in which nothing is under way: then the meter and the pipe must have counted the same. */
async function expectEqual(
  read: () => SessionMeter | undefined,
  pipe: { count(): { up: number; down: number } },
) {
  await eventually(() => {
    const [bill] = read()?.bills ?? [];
    const { up, down } = pipe.count();
    return bill && [bytesOf(bill.up) - up, bytesOf(bill.down) - down];
  }).toEqual([0, 0]);
}

describe.each(TRANSPORTS)("over %s", { timeout: 120_000 }, (transport) => {
  it("500 mixed messages each way cost what a pipe counts", async () => {
    const host = await startTestHost({ limits: { requestsPerSecond: 1_000, requestBurst: 1_000 } });
    const pipe = await openPipe(host.port);
    const ann = await connect({ ...host, url: pipe.url }, {}, clientOptions(transport, pipe.url));
    const bob = await connect(host);
    const heard = collect(ann, "message");
    for (const client of [ann, bob]) await client.emitWithAck("room:join", { room: LOBBY });
    for (const [n, text] of TEXTS.entries())
      for (const client of [ann, bob])
        client.emit(
          "message",
          { room: LOBBY, id: `${client.id}-${n}`, text, sentAt: Date.now() },
          () => undefined,
        );
    await until("all has come", () => heard.length === 2 * MESSAGES);

    const sid = ann.io.engine.id ?? "";
    let meter: SessionMeter | undefined;
    await eventually(async () => {
      meter = (await (await fetch(`${host.url}/api/meter/${sid}`)).json()) as SessionMeter;
      const [bill] = meter.bills;
      const { up, down } = pipe.count();
      return bill && [bytesOf(bill.up) - up, bytesOf(bill.down) - down];
    }).toEqual([0, 0]);
    expect(meter?.bills.map((bill) => bill.transport)).toEqual([transport]);
    const [bill] = meter?.bills ?? [];
    // The payload holds at least the texts, as JSON in UTF-8: once up, twice down.
    const texts = TEXTS.reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)), 0);
    expect(bill?.up.payload).toBeGreaterThan(texts);
    expect(bill?.down.payload).toBeGreaterThan(2 * texts);
  });

  it("binary up to 1 MB each way, below the chat, costs what a pipe counts", async () => {
    const meter = new Meter();
    const http = createServer();
    meter.watch(http);
    const engine = new TransportEngine({ transports: TRANSPORTS, isOriginAllowed: () => true, wire: meter });
    engine.on("connection", (session: EngineSession) => {
      meter.session(session);
      session.on("message", (data) => session.send(data));
    });
    // Not `engine.attach`: it puts itself before the listeners that are there.
    http.on("request", (req, res) => engine.handleRequest(req, res));
    http.on("upgrade", (req, socket, head) => engine.handleUpgrade(req, socket, head));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      engine.close();
      http.close();
    });
    const pipe = await openPipe((http.address() as AddressInfo).port);
    const options: Partial<SocketOptions> = clientOptions(transport, pipe.url);
    const client = new EngineClient(pipe.url, { ...options, path: ENGINE_PATH });
    onTestFinished(() => void client.close());
    client.binaryType = "arraybuffer";
    const sizes = [1, 124, 125, 126, 4_000, 65_535, 65_536, 1_000_000];
    const echoed: number[] = [];
    client.on("message", (data: string | ArrayBuffer) =>
      echoed.push(typeof data === "string" ? data.length : data.byteLength),
    );
    await new Promise((resolve) => client.once("open", resolve as () => void));
    for (const size of sizes) client.send(Buffer.alloc(size, size));
    client.send("text among it");
    await until("all has come back", () => echoed.length === sizes.length + 1);
    expect(echoed).toEqual([...sizes, 13]);

    await expectEqual(() => meter.read(client.id ?? ""), pipe);
    const [bill] = meter.read(client.id ?? "")?.bills ?? [];
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    // Binary counts as it is, whatever the transport makes of it.
    expect(bill?.up.payload).toBeGreaterThanOrEqual(bytes);
    expect(bill?.up.payload).toBeLessThan(bytes + 200);
    expect(bill?.down.payload).toBeGreaterThanOrEqual(bytes);
    const isBase64 = ["short-polling", "long-polling", "iframe-streaming", "sse"].includes(transport);
    expect(bill?.down.framing).toBeGreaterThan(isBase64 ? bytes / 3 : 0);
    expect(bill?.down.framing).toBeLessThan(isBase64 ? bytes / 2 : 1_000);
  });
});
