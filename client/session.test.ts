import { describe, expect, it, onTestFinished } from "vitest";
import { LIMITS, LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import type { Host } from "../server/host.ts";
import { connect as connectStock, messageOf, startTestHost, temporaryFolder } from "../server/test-host.ts";
import { startTcpProxy, type TcpProxy } from "../testing/tcp-proxy.ts";
import { until } from "../testing/until.ts";
import { type Delivered, type Outgoing, type Problem, Session, type SessionOptions } from "./session.ts";

/** A session that keeps what it was told. */
class Listener extends Session {
  readonly heard: Delivered[] = [];
  readonly acks: { id: string; seq: number }[] = [];
  readonly refusals: Outgoing[] = [];
  readonly errors: Problem[] = [];
  readonly drops: string[] = [];

  constructor(options: SessionOptions) {
    super(options);
    this.on("message", (delivered) => this.heard.push(delivered));
    this.on("acked", (ack) => this.acks.push(ack));
    this.on("refused", (outgoing) => this.refusals.push(outgoing));
    this.on("error", (problem) => this.errors.push(problem));
    this.on("state", (_state, _reason, code) => code && this.drops.push(code));
    onTestFinished(() => this.close());
  }

  get texts(): string[] {
    return this.heard.map(({ message }) => message.text);
  }

  get seqs(): number[] {
    return this.heard.map(({ message }) => message.seq);
  }
}

/** A session in the lobby. */
async function come(host: Pick<Host, "url">, options: Partial<SessionOptions> = {}): Promise<Listener> {
  const session = new Listener({ url: host.url, name: "Ann", pollInterval: 100, ...options });
  session.connect();
  expect(await session.join(LOBBY)).toMatchObject({ ok: true });
  return session;
}

async function proxyTo(host: Host): Promise<TcpProxy> {
  const proxy = await startTcpProxy({ port: host.port });
  onTestFinished(() => proxy.close());
  return proxy;
}

const numbers = (count: number, first = 1): number[] => Array.from({ length: count }, (_, i) => first + i);

describe.each(TRANSPORTS)("over %s", (transport) => {
  it("sends and receives in order, and acks each message once", async () => {
    const host = await startTestHost();
    const ann = await come(host, { name: "Ann", transport });
    const bob = await come(host, { name: "Bob", transport });
    expect(ann.transport).toBe(transport);
    const count = 2 * LIMITS.window; // more than fit in the window
    for (const n of numbers(count)) ann.send(LOBBY, `m${n}`);
    await until("all is acked and heard", () => ann.acks.length === count && bob.heard.length === count);

    expect(bob.texts).toEqual(numbers(count).map((n) => `m${n}`));
    expect(bob.seqs).toEqual(numbers(count));
    expect(ann.seqs).toEqual(numbers(count));
    expect(ann.acks.map(({ seq }) => seq)).toEqual(numbers(count));
    expect(ann.outbox).toEqual([]);
    expect(bob.heard[0]).toMatchObject({ own: false, transport, message: { sender: { name: "Ann" } } });
    expect(ann.heard[0]).toMatchObject({ own: true, transport });
    expect(bob.heard[0]?.latencyMs).toBeGreaterThanOrEqual(0);
    expect(bob.latencyMs).toBeGreaterThanOrEqual(0);
  });

  it("comes back after a drop by the same transport, with what was said meanwhile", async () => {
    const host = await startTestHost();
    const proxy = await proxyTo(host);
    const ann = await come(proxy, { transport });
    const stock = await connectStock(host);
    await stock.emitWithAck("room:join", { room: LOBBY });
    await stock.emitWithAck("message", messageOf("before"));
    await until("she hears it", () => ann.heard.length === 1);

    // A poll between two requests has no connection to lose.
    await until("she notices a cut", () => {
      proxy.kill();
      return ann.drops.length > 0;
    });
    expect(ann.lastDrop).toMatchObject({ code: "connection-lost", transport });
    const noClose = { code: 1006, reason: "", wasClean: false }; // RFC 6455, section 7.1.5
    expect(ann.lastDrop?.close).toEqual(transport === "websocket" ? noClose : undefined);
    const count = 2 * LIMITS.page + 50;
    for (const n of numbers(count)) stock.emit("message", messageOf(`meanwhile ${n}`), () => {});
    ann.send(LOBBY, "mine");
    await until("she has it all", () => ann.heard.length === count + 2);

    expect(ann.seqs).toEqual(numbers(count + 2));
    expect(ann.transport).toBe(transport);
    expect(ann.drops).not.toContain("closed");
    expect(ann.errors).toEqual([]);
  });
});

describe("join", () => {
  it("gives the last messages in its reply, and the later ones as events", async () => {
    const host = await startTestHost();
    const ann = await come(host);
    for (const n of numbers(10)) ann.send(LOBBY, `m${n}`);
    await until("all is acked", () => ann.acks.length === 10);

    const bob = new Listener({ url: host.url, name: "Bob" });
    bob.connect();
    const reply = await bob.join(LOBBY, { limit: 3 });
    expect(reply).toMatchObject({ ok: true, more: true, messages: [{ seq: 8 }, { seq: 9 }, { seq: 10 }] });
    ann.send(LOBBY, "m11");
    await until("he hears it", () => bob.heard.length === 1);
    expect(bob.seqs).toEqual([11]);

    const older = await bob.history(LOBBY, 8, 5);
    expect(older).toMatchObject({ ok: true, more: true });
    expect(older.ok && older.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7]);
  });

  it("with `after`, gives all that follows as events: page after page, and none twice while more come", async () => {
    const host = await startTestHost();
    const ann = await come(host);
    const count = 3 * LIMITS.page;
    for (const n of numbers(count)) ann.send(LOBBY, `m${n}`);
    await until("most is acked", () => ann.acks.length >= count - 50);
    const bob = new Listener({ url: host.url, name: "Bob" });
    bob.connect();
    await bob.join(LOBBY, { after: 10 });
    await until("he has it all", () => bob.heard.length === count - 10);
    expect(bob.seqs).toEqual(numbers(count - 10, 11));
    expect(bob.heard[0]?.latencyMs).toBeNull();
  });

  it("is refused for a room that there is not; the message waits until the room is there", async () => {
    const host = await startTestHost();
    const ann = await come(host);
    expect(ann.send(" den ", "hello")).toMatchObject({ state: "waiting", room: "den" });
    expect(await ann.join("den")).toMatchObject({ ok: false, error: { code: "no-room" } });
    expect(await ann.createRoom("den")).toMatchObject({ ok: true, room: { name: "den", head: 0 } });
    expect(await ann.createRoom("den")).toMatchObject({ ok: false, error: { code: "room-exists" } });
    expect(ann.acks).toEqual([]);
    expect(await ann.join("den")).toMatchObject({ ok: true, messages: [] });
    await until("it is acked", () => ann.acks.length === 1);
    expect(ann.rooms.map(({ name }) => name)).toEqual([LOBBY, "den"]);
  });

  it("asked for before there is a connection waits for it", async () => {
    const host = await startTestHost();
    const ann = new Listener({ url: host.url, name: "Ann" });
    const joined = ann.join(LOBBY);
    ann.send(LOBBY, "early");
    ann.connect();
    expect(await joined).toMatchObject({ ok: true });
    await until("it is acked", () => ann.acks.length === 1);
  });
});

describe("presence", () => {
  it("knows who is in a room: those who come, leave and take another name", async () => {
    const host = await startTestHost();
    const ann = await come(host, { name: "Ann" });
    const bob = await come(host, { name: "Bob" });
    const names = (session: Session) => session.members(LOBBY).map(({ name }) => name);
    await until("she sees him", () => names(ann).length === 2);
    expect(names(bob)).toEqual(["Ann", "Bob"]);

    expect(await bob.rename("Rob")).toMatchObject({ ok: true, member: { name: "Rob" } });
    expect(bob.member?.name).toBe("Rob");
    await until("she sees his new name", () => names(ann)[1] === "Rob");

    expect(await bob.leave(LOBBY)).toMatchObject({ ok: true });
    await until("she sees him go", () => names(ann).length === 1);
    expect(ann.rooms[0]?.members).toBe(1);
    ann.send(LOBBY, "gone?");
    await until("it is acked", () => ann.acks.length === 1);
    expect(bob.heard).toEqual([]);
  });

  it("keeps a new name, and sees who is there, after a drop", async () => {
    const host = await startTestHost();
    const proxy = await proxyTo(host);
    const ann = await come(proxy, { name: "Ann" });
    const bob = await come(host, { name: "Bob" });
    await ann.rename("Anna");
    const away = new Promise<void>((resolve) => {
      ann.on("state", (state) => state === "reconnecting" && resolve());
    });
    proxy.kill();
    await away;
    await bob.close();
    await until("she is back and alone", () => ann.state === "connected" && ann.members(LOBBY).length === 1);
    expect(ann.members(LOBBY)[0]).toEqual({ id: ann.member?.id, name: "Anna" });
  });

  it("tells that somebody writes", async () => {
    const host = await startTestHost();
    const ann = await come(host, { name: "Ann" });
    const bob = await come(host, { name: "Bob" });
    const seen: string[] = [];
    ann.on("typing", ({ room, member, typing }) => seen.push(`${room} ${member.name} ${typing}`));
    bob.setTyping(LOBBY, true);
    bob.setTyping(LOBBY, false);
    await until("she has seen both", () => seen.length === 2);
    expect(seen).toEqual(["lobby Bob true", "lobby Bob false"]);
  });
});

describe("outbox", () => {
  it("refuses what no host would take, and goes on with the rest", async () => {
    const host = await startTestHost();
    const ann = await come(host);
    const tooLong = ann.send(LOBBY, "x".repeat(LIMITS.text + 1));
    ann.send(LOBBY, "short enough");
    expect(tooLong).toMatchObject({ state: "failed", refusal: { code: "invalid" } });
    expect(tooLong.refusal?.message).toMatch(/longer than 8000 characters/);
    expect(ann.refusals).toEqual([tooLong]);
    await until("the other is acked", () => ann.acks.length === 1);
    expect(ann.outbox).toEqual([tooLong]);
    ann.discard(tooLong.id);
    expect(ann.outbox).toEqual([]);
  });

  it("tells how long a message waited here from how long it took to the host", async () => {
    const host = await startTestHost();
    const ann = new Listener({ url: host.url, name: "Ann" });
    ann.send(LOBBY, "too early");
    await new Promise((resolve) => setTimeout(resolve, 100));
    ann.connect();
    await ann.join(LOBBY);
    await until("she hears it", () => ann.heard.length === 1);
    const message = ann.heard[0]?.message;
    if (!message) throw new Error("unreachable");
    const handedOverAt = ann.handedOverAt(message) ?? 0;
    expect(handedOverAt - message.sentAt).toBeGreaterThan(90);
    expect(handedOverAt).toBeLessThanOrEqual(ann.now());
    expect(ann.handedOverAt({ id: "somebody else's", storedAt: message.storedAt })).toBeNull();
  });

  it("keeps what was not acked when the session closes, for the next session to send once", async () => {
    const dataDir = temporaryFolder();
    const first = new Listener({ url: "http://127.0.0.1:1", name: "Ann" });
    first.connect();
    first.send(LOBBY, "one");
    first.send(LOBBY, "two");
    await first.close();
    const saved = first.outbox;
    expect(saved.map(({ text, state }) => [text, state])).toEqual([
      ["one", "waiting"],
      ["two", "waiting"],
    ]);

    const host = await startTestHost({ dataDir });
    const token = "a-token-of-16-or-more";
    for (const round of [1, 2]) {
      const session = await come(host, { outbox: saved, token });
      await until(`all is acked, round ${round}`, () => session.acks.length === 2);
      expect(session.acks).toEqual(saved.map(({ id }, index) => ({ id, seq: index + 1 })));
      await session.close();
    }
  });

  it("survives the host itself: what was sent while it was away arrives when it is back", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir });
    const ann = await come(host);
    await host.close();
    await until("she notices", () => ann.state === "reconnecting");
    expect(ann.drops).toEqual(["closed-by-host"]);
    for (const n of numbers(5)) ann.send(LOBBY, `m${n}`);
    await until("a try has failed", () => ann.errors.at(-1)?.code === "unreachable");
    await until("another is planned", () => ann.retryAt !== null);

    const again = await startTestHost({ dataDir, port: host.port });
    ann.retryNow();
    await until("all is acked", () => ann.acks.length === 5);
    expect(ann.texts).toEqual(["m1", "m2", "m3", "m4", "m5"]);
    expect(ann.retryAt).toBeNull();
    await again.close();
    await until("she notices again", () => ann.drops.length === 2);
  });

  it("says once in an outage why it cannot connect, however often it tries", async () => {
    const dataDir = temporaryFolder();
    const { port, url } = await startTestHost({ dataDir }).then(async (host) => {
      await host.close();
      return host;
    });
    const ann = new Listener({ url, name: "Ann" });
    let tries = 0;
    ann.on("retry", (at) => {
      if (at !== null) tries += 1;
    });
    ann.connect();
    await until("some tries have failed", () => {
      if (ann.retryAt !== null) ann.retryNow();
      return tries >= 3;
    });
    expect(ann.errors.map(({ code }) => code)).toEqual(["unreachable"]);

    const host = await startTestHost({ dataDir, port });
    await until("she is connected", () => ann.state === "connected");
    await host.close();
    await until(
      "she is told of the next outage",
      () => ann.errors.filter(({ code }) => code === "unreachable").length === 2,
    );
  });
});

describe("switchTransport", () => {
  it("changes the transport while connected; a drop later keeps it", async () => {
    const host = await startTestHost();
    const proxy = await proxyTo(host);
    const ann = await come(proxy);
    const switched: unknown[] = [];
    ann.on("switched", (change) => switched.push(change));
    expect(await ann.switchTransport("sse")).toMatchObject({ ok: true, from: "websocket", to: "sse" });
    expect(ann.transport).toBe("sse");
    expect(switched).toMatchObject([{ from: "websocket", to: "sse" }]);
    proxy.kill();
    await until("she has noticed", () => ann.drops.length === 1);
    await until("she is back", () => ann.state === "connected");
    expect(ann.transport).toBe("sse");
  });

  it("is refused for a transport that the host does not serve, and the session goes on", async () => {
    const host = await startTestHost({ transports: ["websocket", "long-polling"] });
    const ann = await come(host);
    expect(await ann.switchTransport("sse")).toMatchObject({ ok: false, error: { code: "refused" } });
    expect(ann.transport).toBe("websocket");
    ann.send(LOBBY, "still here");
    await until("it is acked", () => ann.acks.length === 1);
    expect(ann.drops).toEqual([]);
  });

  it("while not connected, sets what the next try uses: at once", async () => {
    const host = await startTestHost({ transports: ["websocket", "long-polling"] });
    const ann = new Listener({ url: host.url, name: "Ann", transport: "sse" });
    ann.connect();
    await until("she is told why not", () => ann.errors.length === 1);
    expect(ann.errors[0]).toMatchObject({ code: "transport-not-served" });
    expect(ann.errors[0]?.message).toContain("websocket, long-polling");
    expect(await ann.switchTransport("long-polling")).toMatchObject({ ok: true });
    await until("she is connected", () => ann.state === "connected");
    expect(ann.transport).toBe("long-polling");
  });
});

describe("the meter and the clock", () => {
  it("tells what the session has cost, and null without a connection", async () => {
    const host = await startTestHost();
    const ann = new Listener({ url: host.url, name: "Ann", transport: "long-polling" });
    expect(await ann.meter()).toBeNull();
    ann.connect();
    await ann.join(LOBBY);
    const meter = await ann.meter();
    expect(meter).toMatchObject({ transport: "long-polling" });
    const [bill] = meter?.bills ?? [];
    expect(bill?.transport).toBe("long-polling");
    expect(bill?.requests.post).toBeGreaterThan(0);
    expect(bill?.up.heads).toBeGreaterThan(500);
    const first = await ann.wire(0);
    const page = await ann.wire(first?.last ?? 0);
    expect(page?.connection).toBe(first?.connection);
    ann.send(LOBBY, "seen");
    await until("she has it", () => ann.heard.length === 1);
    const seen = JSON.stringify((await ann.wire(page?.last ?? 0))?.entries);
    expect(seen).toContain("seen");
    await ann.close();
    expect([await ann.meter(), await ann.wire(0)]).toEqual([null, null]);
  });
});

describe("latency and repairs", () => {
  it("measures one's own messages to their ack and everybody's to their arrival, apart for each transport", async () => {
    const host = await startTestHost();
    const proxy = await startTcpProxy({ port: host.port, latencyMs: 20 });
    onTestFinished(() => proxy.close());
    const ann = await come(proxy);
    expect(ann.latency).toEqual({ oneWay: null, roundTrip: null });
    for (const n of numbers(10)) ann.send(LOBBY, `m${n}`);
    await until("all is acked", () => ann.acks.length === 10);
    const { oneWay, roundTrip } = ann.latency;
    expect([oneWay?.count, roundTrip?.count]).toEqual([10, 10]);
    expect(roundTrip?.p50).toBeGreaterThan(35);
    expect(roundTrip?.max).toBeGreaterThanOrEqual(roundTrip?.p99 ?? Number.NaN);
    expect(await ann.switchTransport("sse")).toMatchObject({ ok: true });
    expect(ann.latency).toEqual({ oneWay: null, roundTrip: null });
  });

  it("counts what a drop made it send again, and what it missed and fetched", async () => {
    const host = await startTestHost();
    const proxy = await proxyTo(host);
    const ann = await come(proxy, { name: "Ann" });
    const bob = await come(host, { name: "Bob" });
    bob.send(LOBBY, "before");
    await until("she hears it", () => ann.heard.length === 1);
    expect(ann.repairs).toEqual({ retransmitted: 0, duplicates: 0, recovered: 0 });
    proxy.freeze();
    for (const n of numbers(5)) ann.send(LOBBY, `mine ${n}`);
    for (const n of numbers(7)) bob.send(LOBBY, `his ${n}`);
    await until("his are stored", () => bob.acks.length === 8);
    proxy.thaw();
    await until("all is there", () => ann.heard.length === 13 && ann.outbox.length === 0);
    expect(ann.repairs).toMatchObject({ retransmitted: 5, duplicates: 0 });
    expect(ann.repairs.recovered).toBeGreaterThanOrEqual(7);
    expect(bob.repairs).toEqual({ retransmitted: 0, duplicates: 0, recovered: 0 });
  });
});

describe("close", () => {
  it("leaves at once, answers what waits, and leaves no timer behind", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const host = await startTestHost();
    const watcher = await come(host, { name: "Watcher" });
    const ann = await come(host, { name: "Ann" });
    await until("she is there", () => watcher.members(LOBBY).length === 2);
    await ann.close();
    expect(ann.state).toBe("closed");
    await until("she is gone", () => watcher.members(LOBBY).length === 1);
    await watcher.close();
    await host.close();

    for (const url of [host.url, "http://127.0.0.1:1", "nonsense"]) {
      const session = new Listener({ url, name: "Bob" });
      session.connect();
      await until("a try has failed", () => session.errors.length > 0);
      const asked = session.createRoom("x");
      await session.close();
      expect(await asked).toMatchObject({ ok: false, error: { code: "closed" } });
      session.retryNow();
    }
    await until("no timer is left", () => timers() <= before);
  });
});
