import { Socket as TcpSocket } from "node:net";
import { nanoid } from "nanoid";
import { describe, expect, it, onTestFinished } from "vitest";
import { ROUTES } from "../../protocol/http.ts";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { WIRE_TEXT, type WireEntry, wirePageSchema } from "../../protocol/wire.ts";
import { until } from "../../testing/until.ts";
import { orderedTransports } from "../../transports/engine/client.ts";
import { switchTransport } from "../../transports/switch/client.ts";
import type { Host } from "../host.ts";
import { connect, dial, messageOf, startTestHost } from "../test-host.ts";
import { Exchange } from "./exchange.ts";
import { Tap } from "./tap.ts";
import { unixTime } from "./unix-time.ts";

type Kind = WireEntry["kind"];
type Of<K extends Kind> = Extract<WireEntry, { kind: K }>;

/** Follows the wire of one session, as its owner would. */
class Viewer {
  readonly entries: WireEntry[] = [];
  readonly #url: string;

  constructor(host: Host, sid: string | undefined) {
    this.#url = `${host.url}${ROUTES.wire}${sid}`;
  }

  async look(): Promise<void> {
    const answer = await fetch(`${this.#url}?after=${this.entries.length}`);
    const page = wirePageSchema.parse(await answer.json());
    expect(page.missed).toBe(0);
    this.entries.push(...page.entries);
    expect(page.last).toBe(this.entries.length);
  }

  all<K extends Kind>(kind: K): Of<K>[] {
    return this.entries.filter((entry): entry is Of<K> => entry.kind === kind);
  }

  /** Looks until a packet with this text has gone in that direction. */
  async until(direction: "up" | "down", text: string): Promise<Of<"packet">> {
    const find = () =>
      this.all("packet").find((one) => one.direction === direction && one.packet.includes(text));
    await until(`"${text}" has gone ${direction}`, async () => {
      await this.look();
      return find() !== undefined;
    });
    const found = find();
    if (!found) throw new Error("unreachable");
    return found;
  }
}

function optionsFor(transport: TransportName, url: string) {
  return {
    transports: orderedTransports(transport) as never,
    upgrade: false,
    transportOptions: { "short-polling": { pollInterval: 100 }, "iframe-streaming": { askingOrigin: url } },
  };
}

describe.each(TRANSPORTS)("the wire of a session over %s", (transport) => {
  it("shows heads, packets and what each exchange cost, without secrets", async () => {
    const host = await startTestHost();
    const token = nanoid(43);
    const secrets = { token, owner: host.ownerToken, passcode: "a very secret one" };
    const client = await connect(host, { name: "Ann", ...secrets }, optionsFor(transport, host.url));
    const sid = client.io.engine.id ?? "";
    const viewer = new Viewer(host, sid);
    await viewer.look();
    await client.emitWithAck("room:create", { room: "tea", passcode: 'a "very secret" one' });
    await client.emitWithAck("room:join", { room: "lobby", passcode: "very secret too" });
    await client.emitWithAck("host:passcode", { passcode: "very secret as well" });
    await client.emitWithAck("message", messageOf("look at me 你好"));
    const up = await viewer.until("up", "look at me 你好");
    const down = await viewer.until("down", "look at me 你好");
    expect(up.packet).toMatch(/^42\d+\["message",/);
    expect(down.packet).toMatch(/^42\["message",/);
    expect(up.bytes).toBe(Buffer.byteLength(up.packet));

    const request = viewer.all("request").find(({ exchange }) => exchange === down.exchange);
    expect(request?.head).toMatch(/^GET \/socket\.io\/\?EIO=4&transport=.* HTTP\/1\.1\r\n[\s\S]*\r\n\r\n$/);
    expect(request).toMatchObject({ transport, method: "GET" });
    expect(request?.headBytes).toBeGreaterThan(100);
    const response = viewer.all("response").find(({ exchange }) => exchange === down.exchange);
    expect(response?.status).toBe(transport === "websocket" ? 101 : 200);
    expect(response?.head).toMatch(/^HTTP\/1\.1 (101|200) .*\r\n[\s\S]*\r\n\r\n$/);
    expect(response?.headBytes).toBe(response?.head.length);
    if (transport === "websocket") expect(response?.head).toMatch(/\r\nSec-WebSocket-Accept: /);
    const isStream = transport.endsWith("streaming") || transport === "sse";
    expect(down.written !== null).toBe(isStream);
    if (transport === "sse") expect(down.written?.text).toBe(`data:${down.packet}\n\n`);

    // Its start is recorded, before anybody looked.
    expect(viewer.all("request")[0]).toMatchObject({
      exchange: 1,
      partial: false,
      headBytes: expect.any(Number),
    });
    const said = viewer.all("packet").filter(({ packet }) => packet !== "6"); // a poll may find nothing new
    const whats = said.map(({ direction, packet }) => `${direction} ${packet.slice(0, 12)}`);
    expect(whats.slice(0, 4)).toEqual([
      'down 0{"sid":"[re',
      'up 40{"name":"A',
      'down 40{"sid":"[r',
      'down 42["welcome"',
    ]);
    // Not even in what opened the session.
    const told = JSON.stringify(viewer.entries);
    for (const secret of [token, host.ownerToken, "very secret", "secret"])
      expect(told).not.toContain(secret);
    expect(told).toContain('[\\"room:create\\"');
    expect(told).not.toContain(sid);
    if (transport !== "websocket") expect(told).toContain("sid=[redacted]");
  });
});

it("adds up: packets are the payload, heads are heads, of each exchange", async () => {
  const host = await startTestHost();
  const client = await connect(host, {}, optionsFor("long-polling", host.url));
  const viewer = new Viewer(host, client.io.engine.id);
  await viewer.look();
  await client.emitWithAck("room:join", { room: "lobby" });
  for (let i = 0; i < 5; i++) await client.emitWithAck("message", messageOf("hello"));
  await viewer.look();
  const ended = viewer.all("end");
  expect(ended.length).toBeGreaterThan(5);
  for (const end of ended) {
    const own = <T extends { exchange: number }>(entries: T[]): T[] =>
      entries.filter(({ exchange }) => exchange === end.exchange);
    const bytes = (direction: string): number =>
      own(viewer.all("packet"))
        .filter((packet) => packet.direction === direction)
        .reduce((sum, packet) => sum + packet.bytes, 0);
    expect(end.up.payload).toBe(bytes("up"));
    expect(end.down.payload).toBe(bytes("down"));
    const [request] = own(viewer.all("request"));
    const [response] = own(viewer.all("response"));
    expect(end.up.heads + end.up.handshake).toBe(request?.headBytes);
    expect(end.down.heads + end.down.handshake).toBe(response?.headBytes);
  }
});

it("goes on through a switch, and says when it was", async () => {
  const host = await startTestHost();
  const client = await connect(host, { token: nanoid(43) }, optionsFor("long-polling", host.url));
  const viewer = new Viewer(host, client.io.engine.id);
  await viewer.look();
  expect(await switchTransport(client, "http-streaming")).toMatchObject({ ok: true });
  client.emit("room:list", {}, () => undefined);
  await viewer.until("up", "room:list");
  expect(viewer.all("switch")).toMatchObject([{ from: "long-polling", to: "http-streaming" }]);
  expect(viewer.all("packet").find(({ written }) => written?.hex)).toBeDefined();
  expect(JSON.stringify(viewer.entries)).not.toContain(client.io.engine.id);
});

it("keeps the start of a session only while it is short, and then records when somebody looks", async () => {
  const host = await startTestHost();
  const client = await connect(host);
  await client.emitWithAck("room:join", { room: "lobby" });
  for (let i = 0; i < 60; i++) await client.emitWithAck("typing", { room: "lobby", typing: true });
  const viewer = new Viewer(host, client.io.engine.id);
  await viewer.look();
  expect(viewer.entries.map(({ kind }) => kind)).toEqual(["request", "response"]);
  expect(viewer.all("request")).toMatchObject([{ transport: "websocket", partial: true }]);
  await client.emitWithAck("typing", { room: "lobby", typing: false });
  await viewer.until("up", "typing");
});

it("tells the start of a session only to somebody who was let in", async () => {
  const host = await startTestHost({ passcode: "open sesame" });
  const client = dial(host, { auth: { name: "Ann", passcode: "wrong" }, transports: ["websocket"] });
  await new Promise<void>((resolve) => client.io.engine.once("open", () => resolve()));
  expect((await fetch(`${host.url}${ROUTES.wire}${client.io.engine.id}?after=0`)).status).toBe(404);
});

describe.each(TRANSPORTS)("a message over %s", (transport) => {
  it("is told with when the host had it and when it began to be written, which is before it came", async () => {
    const host = await startTestHost();
    const client = await connect(host, {}, optionsFor(transport, host.url));
    const viewer = new Viewer(host, client.io.engine.id);
    await viewer.look();
    await client.emitWithAck("room:join", { room: "lobby" });
    const writes = watchWrites('"storedAt"');
    await client.emitWithAck("message", messageOf("when?"));
    writes.stop();
    const { at, queued } = await viewer.until("down", "storedAt");
    expect(writes.began.length).toBeGreaterThan(0);
    expect(at).toBeLessThanOrEqual(writes.began[0] ?? 0);
    expect(queued).toBeLessThanOrEqual(at);
  });
});

/** Notes when a socket of this process begins to write the text, in Unix ms. */
function watchWrites(text: string) {
  const began: number[] = [];
  const { _writeGeneric: write } = TcpSocket.prototype as unknown as { _writeGeneric: WriteGeneric };
  const note: WriteGeneric = function (this: unknown, isMany, data, ...rest) {
    if (JSON.stringify(written(data)).includes(JSON.stringify(text).slice(1, -1))) began.push(unixTime());
    return write.call(this, isMany, data, ...rest);
  };
  Object.assign(TcpSocket.prototype, { _writeGeneric: note });
  const stop = (): void => void Object.assign(TcpSocket.prototype, { _writeGeneric: write });
  onTestFinished(stop);
  return { began, stop };
}

type WriteGeneric = (isMany: boolean, data: unknown, ...rest: unknown[]) => unknown;

/** What Node hands to a socket: text, bytes, or a row of them. */
function written(data: unknown): string {
  if (Array.isArray(data)) return data.map((one) => written(one?.chunk)).join("");
  return typeof data === "string" ? data : Buffer.from(data as Uint8Array).toString("latin1");
}

it("is there for open sessions alone", async () => {
  const host = await startTestHost();
  for (const sid of ["", "unknown", "__proto__"])
    expect((await fetch(`${host.url}${ROUTES.wire}${sid}?after=0`)).status, sid).toBe(404);
});

describe("what is kept", () => {
  const exchange = () =>
    new Exchange(
      {
        method: "GET",
        url: "/socket.io/?sid=secret",
        httpVersion: "1.1",
        rawHeaders: ["Cookie", "a=b"],
      } as never,
      "sse",
      null,
    );

  it("is bounded: the oldest go first, and the reader is told how many", () => {
    const tap = new Tap(() => undefined);
    const one = exchange();
    tap.began(one, 1);
    tap.read(0);
    for (let i = 0; i < 30_000; i++) tap.received(one, { type: "message", data: `m${i}` });
    const page = tap.read(0);
    expect(page.missed).toBeGreaterThan(10_000);
    expect(page.entries[0]?.n).toBe(page.missed + 1);
    let last = page.last;
    while (tap.read(last).entries.length > 0) last = tap.read(last).last;
    expect(last).toBe(30_001);
    expect(tap.read(last)).toEqual({ entries: [], last, missed: 0 });
    tap.close();
  });

  it.each([
    ["entries", "short", 200],
    ["text", "x".repeat(3_000), 60],
  ])(
    "ends while nobody has asked when there are too many %s, and holds nothing any more",
    (_, text, count) => {
      let ends = 0;
      const tap = new Tap(() => {
        ends++;
        tap.close();
      });
      const one = exchange();
      tap.began(one, 1);
      for (let i = 0; i < 25; i++) tap.received(one, { type: "message", data: text });
      expect(ends).toBe(0);
      for (let i = 25; i < count && ends === 0; i++) tap.received(one, { type: "message", data: text });
      expect(ends).toBe(1);
      expect(tap.read(0).entries.length).toBeLessThanOrEqual(1);
      tap.close();
    },
  );

  it("is cut when it is long, and its size is that of the whole", () => {
    const tap = new Tap(() => undefined);
    const one = exchange();
    tap.began(one, 1);
    tap.received(one, { type: "message", data: "x".repeat(100_000) });
    tap.received(one, { type: "message", data: Buffer.alloc(100_000, 255) });
    const [, text, binary] = tap.read(0).entries;
    expect(text).toMatchObject({ cut: true, binary: false, bytes: 100_001 });
    expect(binary).toMatchObject({ cut: true, binary: true, bytes: 100_000 });
    if (text?.kind === "packet") expect(text.packet).toHaveLength(WIRE_TEXT);
    if (binary?.kind === "packet") expect(binary.packet).toBe("f".repeat(WIRE_TEXT));
    tap.close();
  });

  it("holds no secret of a head", () => {
    const tap = new Tap(() => undefined);
    tap.began(exchange(), 1);
    const told = JSON.stringify(tap.read(0));
    expect(told).not.toContain("secret");
    expect(told).not.toContain("a=b");
    tap.close();
  });
});
