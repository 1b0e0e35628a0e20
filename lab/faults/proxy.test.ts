import { createHash, randomBytes } from "node:crypto";
import net from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { conditionsSchema, isPresetName, PRESETS } from "../../protocol/faults.ts";
import { until } from "../../testing/until.ts";
import { startFaultProxy } from "./proxy.ts";
import { dial, type End, pass, startHttpHost, startTcpHost, startTestProxy } from "./test-network.ts";

const MEGABYTES_10 = 10 * 1024 * 1024;
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** A host that sends back all that it hears, and the ends of the connections to it. */
async function startEcho(): Promise<{ port: number; ends: End[] }> {
  const ends: End[] = [];
  const port = await startTcpHost((end) => {
    ends.push(end);
    end.socket.pipe(end.socket);
  });
  return { port, ends };
}

describe("without a fault", () => {
  test.each([{}, { refuseUpgrade: true, buffer: { bytes: 1_000, ms: 10 }, idleCutMs: 60_000 }])(
    "10 MB of no HTTP go up and down untouched, under %o too",
    async (conditions) => {
      const { port } = await startEcho();
      const proxy = await startTestProxy(port, conditions);
      const client = await dial(proxy.port);
      const sent = randomBytes(MEGABYTES_10);
      const came: Buffer[] = [];
      client.socket.on("data", (chunk: Buffer) => came.push(chunk));
      client.socket.end(sent);
      await until("all is back", () => client.outcome === "ended");
      expect(sha256(Buffer.concat(came))).toBe(sha256(sent));
      expect(proxy.events).toEqual([]);
    },
  );

  test("10 MB of HTTP go up and down untouched, by length and in chunks", async () => {
    const port = await startHttpHost((request, response) => {
      if (request.headers["content-length"]) response.setHeader("Content-Length", MEGABYTES_10);
      request.pipe(response);
    });
    const proxy = await startTestProxy(port);
    const sent = randomBytes(MEGABYTES_10);
    const streamed = new ReadableStream({
      start(controller) {
        for (let at = 0; at < sent.length; at += 100_000) controller.enqueue(sent.subarray(at, at + 100_000));
        controller.close();
      },
    });
    for (const body of [sent, streamed]) {
      const init = { method: "POST", body, duplex: "half" } as RequestInit;
      const answer = await fetch(proxy.url, init);
      expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe(sha256(sent));
    }
  });

  test("an end in one direction leaves the other open", async () => {
    const port = await startTcpHost(({ socket }) => {
      socket.on("end", () => socket.end("heard you out"));
    });
    const proxy = await startTestProxy(port);
    const client = await dial(proxy.port);
    client.socket.end("all I have to say");
    await until("the answer and the end", () => client.outcome === "ended");
    expect(client.text).toBe("heard you out");
    await until("nothing is open", () => proxy.counts().connections.open === 0);
  });

  test("a client's reset reaches the host as a reset", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port);
    const client = await dial(proxy.port);
    client.socket.write("hello");
    await until("the connection stands", () => client.text === "hello");
    client.socket.resetAndDestroy();
    await until("the host is told", () => ends[0]?.outcome === "ECONNRESET");
    await until("nothing is open", () => proxy.counts().connections.open === 0);
    expect(proxy.events).toEqual([]);
  });

  test("a host's reset reaches the client as a reset", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port);
    const client = await dial(proxy.port);
    const clientPort = client.socket.localPort;
    client.socket.write("hello");
    await until("the connection stands", () => client.text === "hello");
    ends[0]?.socket.resetAndDestroy();
    await until("the client is told", () => client.outcome === "ECONNRESET");
    expect(proxy.kinds()).toEqual(["host-gone"]);
    expect(proxy.events[0]).toMatchObject({ connection: 1, clientPort });
  });

  test("a host that refuses the connection is gone", async () => {
    const { port } = await startEcho();
    const unused = await startTestProxy(port);
    await unused.close();
    const proxy = await startTestProxy(unused.port);
    const client = await dial(proxy.port);
    await until("the client is told", () => client.outcome === "ECONNRESET");
    expect(proxy.kinds()).toEqual(["host-gone"]);
  });

  test("what is counted is what the two ends count", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port);
    const clients = await Promise.all([1, 2, 3].map(() => dial(proxy.port)));
    let sent = 0;
    for (const [index, { socket }] of clients.entries()) {
      const bytes = randomBytes(100_000 * (index + 1));
      sent += bytes.length;
      socket.end(bytes);
    }
    await until("all is back", () => clients.every(({ outcome }) => outcome === "ended"));
    const total = (list: End[]): number => list.reduce((sum, { bytes }) => sum + bytes, 0);
    expect([total(ends), total(clients)]).toEqual([sent, sent]);
    await until("nothing is open", () => proxy.counts().connections.open === 0);
    expect(proxy.counts()).toEqual({
      client: { up: sent, down: sent },
      host: { up: sent, down: sent },
      connections: { opened: 3, open: 0 },
    });
  });
});

describe("latency and jitter", () => {
  test("a round trip takes at least the latency, twice", async () => {
    const { port } = await startEcho();
    const proxy = await startTestProxy(port, { latencyMs: 60 });
    const client = await dial(proxy.port);
    const start = performance.now();
    client.socket.write("hello");
    await until("the echo", () => client.text === "hello");
    expect(performance.now() - start).toBeGreaterThanOrEqual(120);
  });

  test("bytes stay in order, and the end comes last", async () => {
    const { port } = await startEcho();
    const proxy = await startTestProxy(port, { latencyMs: 1, jitterMs: 30 });
    const client = await dial(proxy.port);
    let sent = "";
    for (let number = 0; number < 100; number++) {
      client.socket.write(`${number},`);
      sent += `${number},`;
      await pass(1);
    }
    client.socket.end();
    await until("the end", () => client.outcome === "ended");
    expect(client.text).toBe(sent);
  });
});

describe("a limited rate", () => {
  test("bytes take at least the time that the rate says", async () => {
    const { port } = await startEcho();
    const proxy = await startTestProxy(port, { bytesPerSecond: 100_000 });
    const client = await dial(proxy.port);
    const sent = randomBytes(40_000);
    const start = performance.now();
    client.socket.end(sent);
    await until("the echo", () => client.outcome === "ended");
    expect(performance.now() - start).toBeGreaterThanOrEqual(400);
    expect(Buffer.from(client.text, "latin1").equals(sent)).toBe(true);
  });

  test("lifting it lets go at once what would have taken half an hour", async () => {
    const { port } = await startEcho();
    const proxy = await startTestProxy(port, { bytesPerSecond: 100 });
    const client = await dial(proxy.port);
    client.socket.end(randomBytes(200_000));
    await until("some has gone", () => proxy.counts().host.up > 0);
    proxy.worsen({ bytesPerSecond: null });
    await until("the echo", () => client.outcome === "ended");
    expect(client.bytes).toBe(200_000);
  });
});

describe("a slow reader", () => {
  const BYTES = 64 * 1024 * 1024;
  /** Held by the proxy: its own bound, and what Node's sockets read and write ahead. */
  const MOST_HELD = 1024 * 1024;

  /** Waits until the numbers do not change any more. */
  async function settle(read: () => number): Promise<void> {
    for (let before = -1; before !== read(); ) {
      before = read();
      await pass(200);
    }
  }

  test.each(["up", "down"] as const)("makes the proxy read no more, %s", async (way) => {
    const ends: End[] = [];
    const port = await startTcpHost((end) => ends.push(end));
    const proxy = await startTestProxy(port);
    const client = await dial(proxy.port);
    await until("the host is connected", () => ends.length === 1);
    const [host] = ends;
    if (!host) throw new Error("no host");
    const [sender, reader] = way === "up" ? [client, host] : [host, client];
    reader.socket.pause();
    sender.socket.end(Buffer.alloc(BYTES, "x"));
    const { counts } = proxy;
    const taken = (): number => (way === "up" ? counts().client.up : counts().host.down);
    const given = (): number => (way === "up" ? counts().host.up : counts().client.down);
    await until("something came", () => taken() > 0);
    await settle(taken);
    expect(taken()).toBeLessThan(BYTES);
    expect(taken() - given()).toBeLessThan(MOST_HELD);
    reader.socket.resume();
    await until("all is read", () => reader.outcome === "ended");
    expect(reader.bytes).toBe(BYTES);
  });
});

describe("cuts", () => {
  test("cut() resets both sides of everything that is open, and lets new connections in", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port);
    const clients = await Promise.all([dial(proxy.port), dial(proxy.port)]);
    for (const { socket } of clients) socket.write("hello");
    await until("both stand", () => clients.every(({ text }) => text === "hello"));
    proxy.cut();
    await until("all four are reset", () =>
      [...clients, ...ends].every(({ outcome }) => outcome === "ECONNRESET"),
    );
    expect(proxy.kinds()).toEqual(["cut", "cut"]);
    expect(proxy.events.map(({ connection }) => connection)).toEqual([1, 2]);

    const next = await dial(proxy.port);
    next.socket.write("hello");
    await until("a new one stands", () => next.text === "hello");
  });

  test("random cuts reset one connection after the other, until they are switched off", async () => {
    const { port } = await startEcho();
    const proxy = await startTestProxy(port, { cutEveryMs: 20 });
    for (const number of [1, 2, 3]) {
      const client = await dial(proxy.port);
      await until("it is reset", () => client.outcome === "ECONNRESET");
      expect(proxy.events.at(-1)).toMatchObject({ kind: "random-cut", connection: number });
    }
    proxy.worsen({ cutEveryMs: null });
    const client = await dial(proxy.port);
    await pass(300);
    expect(client.outcome).toBe("open");
    proxy.worsen({ cutEveryMs: 20 });
    await until("the open one is reset too", () => client.outcome === "ECONNRESET");
  });

  test("close() resets what is open and accepts no more", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port, { latencyMs: 50 });
    const client = await dial(proxy.port);
    await until("the host is connected", () => ends.length === 1);
    await proxy.close();
    await until("both sides are reset", () => [client, ...ends].every(({ outcome }) => outcome !== "open"));
    expect((await dial(proxy.port)).outcome).toBe("ECONNREFUSED");
  });
});

describe("offline", () => {
  test("open connections fall silent and lose nothing; new ones are reset until it ends", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port, { idleCutMs: 1_000 });
    const client = await dial(proxy.port);
    client.socket.write("one ");
    await until("it stands", () => client.text === "one ");

    proxy.worsen({ offline: true, idleCutMs: 100 });
    client.socket.write("two ");
    const refused = await dial(proxy.port);
    await until("the new one is reset", () => refused.outcome === "ECONNRESET");
    await pass(300);
    expect([client.text, client.outcome, ends.length]).toEqual(["one ", "open", 1]);

    proxy.worsen({ offline: false, idleCutMs: null });
    await until("what was sent meanwhile", () => client.text === "one two ");
    const next = await dial(proxy.port);
    next.socket.write("hello");
    await until("a new one stands", () => next.text === "hello");
    expect(proxy.kinds()).toEqual(["offline", "offline", "online"]);
    expect(proxy.events.map(({ connection }) => connection)).toEqual([0, 2, 0]);
  });

  test("the rate holds for what has gathered meanwhile", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port, { bytesPerSecond: 100_000 });
    const client = await dial(proxy.port);
    client.socket.end(randomBytes(40_000));
    await until("some has gone", () => proxy.counts().host.up > 0);
    proxy.worsen({ offline: true });
    await pass(600);
    const left = 40_000 - proxy.counts().host.up;
    const start = performance.now();
    proxy.worsen({ offline: false });
    await until("the host has it all", () => ends[0]?.outcome === "ended");
    expect(performance.now() - start).toBeGreaterThanOrEqual(left / 100);
  });

  test("what ends meanwhile is told when it is over", async () => {
    const { port, ends } = await startEcho();
    const proxy = await startTestProxy(port);
    const client = await dial(proxy.port);
    client.socket.write("hello");
    await until("it stands", () => client.text === "hello");
    proxy.worsen({ offline: true });
    client.socket.resetAndDestroy();
    await pass(100);
    expect(ends[0]?.outcome).toBe("open");
    proxy.worsen({ offline: false });
    await until("the host is told", () => ends[0]?.outcome !== "open");
    await until("nothing is open", () => proxy.counts().connections.open === 0);
  });
});

describe("the door", () => {
  const target = { host: "127.0.0.1", port: 1 };

  test.each([
    { latencyMs: -1 },
    { jitterMs: Number.NaN },
    { bytesPerSecond: 0 },
    { idleCutMs: 0 },
    { buffer: { bytes: 100_000_000, ms: 1 } },
    { cutEveryMs: Number.POSITIVE_INFINITY },
    { packetLoss: 0.5 },
  ])("refuses %o", async (wrong) => {
    const conditions = { ...PRESETS.direct, ...wrong };
    await expect(startFaultProxy({ target, conditions, seed: 1 })).rejects.toThrow();
    const proxy = await startTestProxy(1);
    expect(() => proxy.setConditions(conditions)).toThrow();
    expect(proxy.conditions).toEqual(PRESETS.direct);
  });

  test("a port that is taken is told", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    onTestFinished(() => {
      server.close();
    });
    await until("it listens", () => server.listening);
    const { port } = server.address() as net.AddressInfo;
    const starting = startFaultProxy({ target, port, conditions: PRESETS.direct, seed: 1 });
    await expect(starting).rejects.toThrow("EADDRINUSE");
  });

  test("every preset passes, and its name is known", () => {
    for (const [name, conditions] of Object.entries(PRESETS)) {
      expect(conditionsSchema.parse(conditions)).toEqual(conditions);
      expect(isPresetName(name)).toBe(true);
    }
    expect(["toString", "dial-up", ""].filter(isPresetName)).toEqual([]);
  });
});
