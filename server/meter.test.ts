import { once } from "node:events";
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { type Meter, ROUTES } from "../protocol/http.ts";
import { TRANSPORTS, type TransportName } from "../protocol/transport-names.ts";
import { orderedTransports } from "../transports/engine/client.ts";
import { switchTransport } from "../transports/switch/client.ts";
import type { Host } from "./host.ts";
import type { Tally } from "./meter.ts";
import { type Client, connect, eventually, messageOf, startTestHost } from "./test-host.ts";

/** A TCP relay to the host that counts what passes: the witness for what the host claims. */
async function startWitness(host: Host) {
  const carried: Tally = { up: 0, down: 0 };
  const open = new Set<Socket>();
  const server = createServer((down) => {
    const up = connectTcp(host.port, "127.0.0.1");
    for (const socket of [down, up]) {
      open.add(socket);
      socket.on("error", () => socket.destroy()); // the other side has gone
      socket.on("close", () => open.delete(socket));
    }
    down.on("close", () => up.end()); // what the host still sends then has been sent, and counts
    up.on("close", () => down.destroy());
    down.on("data", (chunk: Buffer) => {
      carried.up += chunk.length;
      up.write(chunk);
    });
    up.on("data", (chunk: Buffer) => {
      carried.down += chunk.length;
      if (down.writable) down.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, carried };
}

async function meterOf(host: Host, client: Client): Promise<Meter> {
  return (await fetch(`${host.url}${ROUTES.meter}${client.io.engine.id}`)).json() as Promise<Meter>;
}

function expectBalance(host: Host): void {
  const { sessions, ended, other, sockets } = host.totals();
  expect(sessions.up + ended.up + other.up).toBe(sockets.up);
  expect(sessions.down + ended.down + other.down).toBe(sockets.down);
}

async function chat(client: Client, count: number): Promise<void> {
  await client.emitWithAck("room:join", { room: "lobby" });
  for (let i = 0; i < count; i++)
    expect(
      await client.emitWithAck("message", messageOf("forty characters are the usual text here")),
    ).toMatchObject({ ok: true });
}

/** Our client's options for one transport in Node. */
function optionsFor(transport: TransportName, url: string) {
  return {
    transports: orderedTransports(transport) as never,
    upgrade: false,
    transportOptions: { "short-polling": { pollInterval: 100 }, "iframe-streaming": { askingOrigin: url } },
  };
}

it.each(TRANSPORTS)("books to a session what a witness counts on the wire: %s", async (transport) => {
  const host = await startTestHost();
  const witness = await startWitness(host);
  const client = await connect({ ...host, url: witness.url }, {}, optionsFor(transport, witness.url));
  await chat(client, 20);
  // equal at some moment in which nothing is under way
  await eventually(async () => {
    const before = { ...witness.carried };
    const { up, down } = await meterOf(host, client);
    return [up - before.up, down - before.down];
  }).toEqual([0, 0]);
  const meter = await meterOf(host, client);
  expect(meter.transport).toBe(transport);
  expect(meter.up).toBeGreaterThan(20 * 40);
  expect(meter.down).toBeGreaterThan(20 * 40);
  if (transport === "websocket") expect([meter.requests, meter.connections]).toEqual([1, 1]);
  else {
    expect(meter.requests).toBeGreaterThan(20);
    expect(meter.connections).toBeGreaterThanOrEqual(1);
  }
  expectBalance(host);
});

it("keeps sessions apart, and a session's bill through its switches", async () => {
  const host = await startTestHost();
  const witnesses = [await startWitness(host), await startWitness(host)];
  const clients: Client[] = [];
  for (const { url } of witnesses)
    clients.push(await connect({ ...host, url }, {}, optionsFor("long-polling", url)));
  for (const to of ["sse", "websocket", "http-streaming"] as const) {
    await Promise.all(clients.map((client) => chat(client, 5)));
    for (const client of clients) {
      expect(await switchTransport(client, to)).toMatchObject({ ok: true });
      // the host follows when the client's last packet about it has come
      await eventually(async () => (await meterOf(host, client)).transport).toBe(to);
      if (to === "websocket") {
        // what the last transport's requests left open no longer counts
        await eventually(async () => (await meterOf(host, client)).connections).toBe(1);
      }
    }
  }
  await Promise.all(clients.map((client) => chat(client, 5)));
  for (const [i, client] of clients.entries()) {
    await eventually(async () => {
      const { up, down } = await meterOf(host, client);
      return [up - (witnesses[i]?.carried.up ?? 0), down - (witnesses[i]?.carried.down ?? 0)];
    }).toEqual([0, 0]);
  }
  expectBalance(host);
});

it("adds up to what the sockets carried: pages, refusals, broken requests and sessions that ended", async () => {
  const host = await startTestHost();
  const witness = await startWitness(host);
  const through = { ...host, url: witness.url };
  const stock = await connect(through, {}, {}); // polling, then websocket
  await chat(stock, 10);
  const gone = await connect(through, {}, { transports: ["polling"] });
  await chat(gone, 10);
  gone.close();
  await fetch(`${witness.url}/api/host`);
  await fetch(`${witness.url}/nothing`);
  await fetch(`${witness.url}/api/host`, { headers: { Origin: "http://evil.example" } });
  await fetch(`${witness.url}/socket.io/?EIO=4&transport=polling&sid=unknown`, {
    method: "POST",
    body: "x".repeat(5_000),
  });
  const broken = connectTcp(Number(new URL(witness.url).port), "127.0.0.1");
  broken.write("this is not HTTP\r\n\r\n");
  broken.resume();
  await once(broken, "close");

  await eventually(() => host.totals().sockets).toEqual(witness.carried);
  await eventually(() => host.totals().ended.up).toBeGreaterThan(1_000);
  expectBalance(host);
  expect(host.totals().other.up).toBeGreaterThan(5_000);
  const { up, down } = await meterOf(host, stock);
  expect(host.totals().sessions).toEqual({ up, down });

  stock.close();
  await eventually(() => host.totals().sessions).toEqual({ up: 0, down: 0 });
  expectBalance(host);
});
