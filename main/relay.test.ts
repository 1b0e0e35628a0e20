import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { bytesOf } from "../protocol/meter.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { startTestHost } from "../server/test-host.ts";
import { openCountingPipe } from "../testing/counting-pipe.ts";
import { until } from "../testing/until.ts";
import { MOST_CONNECTIONS, Relay } from "./relay.ts";

const quiet = { closed: () => undefined };

async function relayTo(port: number, options: Parameters<typeof Relay.open>[1] = quiet): Promise<Relay> {
  const relay = await Relay.open({ address: "127.0.0.1", port }, options);
  onTestFinished(() => relay.close());
  return relay;
}

/** A TCP server that does this with each connection. */
async function serve(take: (socket: Socket) => void): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => undefined); // a test's client may reset
    take(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function dial(relay: Relay): Socket {
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(relay.url).port), allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** How a connection ended: "end", or the code of its error. */
function endOf(socket: Socket): Promise<string> {
  socket.resume();
  return new Promise((resolve) => {
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once("end", () => resolve("end"));
  });
}

const hash = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("a chat through it", () => {
  it.each(TRANSPORTS)("costs over %s what the host says, before and behind the relay", async (transport) => {
    const limits = { requestsPerSecond: 1_000, requestBurst: 1_000 };
    const host = await startTestHost({ limits });
    const behind = await openCountingPipe(host.port);
    onTestFinished(() => behind.close());
    const relay = await relayTo(behind.port);
    const before = await openCountingPipe(Number(new URL(relay.url).port));
    onTestFinished(() => before.close());
    const url = `http://127.0.0.1:${before.port}`;
    const [ada, bert] = ["Ada", "Bert"].map(
      (name) => new Session({ url, name, transport, pollInterval: 100 }),
    );
    const heard: string[] = [];
    bert?.on("message", ({ message }) => heard.push(message.text));
    for (const session of [ada, bert]) {
      session?.connect();
      expect(await session?.join(LOBBY)).toMatchObject({ ok: true });
    }
    const texts = Array.from({ length: 40 }, (_, n) => `${n} 你好 👋 ${"x".repeat(n * 50)}`);
    for (const text of texts) ada?.send(LOBBY, text);
    await until("Bert has all", () => heard.length === texts.length);
    expect(heard).toEqual(texts);
    expect(ada?.transport).toBe(transport);

    // At a moment in which nothing is under way.
    await expect
      .poll(
        () => {
          const [{ up, down }, far, { wire }] = [before.count(), behind.count(), host.totals()];
          return [wire.up - far.up, far.up - up, wire.down - far.down, far.down - down];
        },
        { interval: 5, timeout: 20_000 },
      )
      .toEqual([0, 0, 0, 0]);
    const { sessions, wire } = host.totals();
    expect(sessions.map((bill) => bill.transport)).toEqual([transport, transport]);
    expect(sessions.reduce((sum, bill) => sum + bytesOf(bill.up), 0)).toBeLessThanOrEqual(wire.up);
    await Promise.all([ada?.close(), bert?.close()]);
  });
});

it("passes on what it gets, both ways, however slowly it is read", async () => {
  const [there, back] = [randomBytes(6_000_000), randomBytes(5_000_000)];
  let got = "";
  const port = await serve((socket) => {
    const chunks: Buffer[] = [];
    socket.pause();
    setTimeout(() => socket.resume(), 100); // until then the relay has to hold the sender back
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => {
      got = hash(Buffer.concat(chunks));
      socket.end(back); // after the other's end: half of the connection is still open
    });
  });
  const relay = await relayTo(port);
  const client = dial(relay);
  const chunks: Buffer[] = [];
  client.on("data", (chunk) => chunks.push(chunk));
  client.end(there);
  await once(client, "close");
  expect(got).toBe(hash(there));
  expect(hash(Buffer.concat(chunks))).toBe(hash(back));
  await until("no connection is left", () => relay.connections === 0);
});

it("holds a sender back whom nobody reads", async () => {
  let sender: Socket | undefined;
  const port = await serve((socket) => {
    sender = socket;
    const more = (): void => void (socket.write(Buffer.alloc(1_000_000)) && setImmediate(more));
    socket.on("drain", more);
    more();
  });
  const client = dial(await relayTo(port));
  client.pause();
  await once(client, "connect");
  let last = -1;
  // The buffers of four sockets are full, and nothing more goes out.
  await until("it stands still", async () => {
    const before = last;
    last = sender?.bytesWritten ?? -1;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return last > 0 && before === last;
  });
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(200_000_000);
});

it("refuses when the host refuses, and resets when the host resets", async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  expect(await endOf(dial(await relayTo(port)))).toBe("ECONNRESET");

  const resetting = await serve((socket) => socket.once("data", () => socket.resetAndDestroy()));
  const client = dial(await relayTo(resetting));
  client.write("hello");
  expect(await endOf(client)).toBe("ECONNRESET");
});

it("resets the host's side when the client resets", async () => {
  const ends: Promise<string>[] = [];
  const client = dial(
    await relayTo(
      await serve((socket) => {
        ends.push(endOf(socket));
        socket.write("hello");
      }),
    ),
  );
  await once(client, "data");
  client.resetAndDestroy();
  expect(await ends[0]).toBe("ECONNRESET");
});

it(`carries ${MOST_CONNECTIONS} connections at a time, and closes those beyond`, async () => {
  const relay = await relayTo(await serve((socket) => socket.pipe(socket)));
  const clients = Array.from({ length: MOST_CONNECTIONS }, () => dial(relay));
  await Promise.all(clients.map((client) => once(client, "connect")));
  await until("all are through", () => relay.connections === MOST_CONNECTIONS);
  expect(await endOf(dial(relay))).toMatch(/end|ECONNRESET/);
  clients[0]?.write("still here");
  expect(String((await once(clients[0] as Socket, "data"))[0])).toBe("still here");
  clients[0]?.destroy();
  await until("one is free", () => relay.connections === MOST_CONNECTIONS - 1);
  const next = dial(relay);
  next.write("me, too");
  expect(String((await once(next, "data"))[0])).toBe("me, too");
});

it("listens on loopback only, and closes with all that is open", async () => {
  let closings = 0;
  const relay = await relayTo(await serve((socket) => socket.pipe(socket)), { closed: () => closings++ });
  expect(relay.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { url } = relay;
  const client = dial(relay);
  client.write("hello");
  await once(client, "data");
  const ended = endOf(client);
  await Promise.all([relay.close(), relay.close()]);
  expect(await ended).toBe("ECONNRESET");
  expect(closings).toBe(1);
  expect(relay.use()).toBe(false);
  await expect(fetch(url)).rejects.toThrow();
});

it("closes by itself when nobody uses it, and not before", async () => {
  let isClosed = false;
  const options = { closed: () => (isClosed = true), idleLimit: 500 };
  const relay = await relayTo(await serve((socket) => socket.pipe(socket)), options);
  const client = dial(relay);
  await once(client, "connect");
  await new Promise((resolve) => setTimeout(resolve, 1_200)); // it has a connection
  client.write("hello");
  expect(String((await once(client, "data"))[0])).toBe("hello");
  expect(isClosed).toBe(false);
  client.end();
  await until("it has closed", () => isClosed);
});
