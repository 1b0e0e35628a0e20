import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { ROUTES } from "../../protocol/http.ts";
import { bytesOf, type Meter, requestsOf } from "../../protocol/meter.ts";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { openCountingPipe } from "../../testing/counting-pipe.ts";
import { orderedTransports } from "../../transports/engine/client.ts";
import { switchTransport } from "../../transports/switch/client.ts";
import type { Host } from "../host.ts";
import { type Client, connect, eventually, messageOf, startTestHost } from "../test-host.ts";
import type { Tally } from "./bill.ts";

/** A pipe to the host that counts what passes: the witness for what the host claims. */
async function startWitness(host: Host) {
  const pipe = await openCountingPipe(host.port);
  onTestFinished(() => pipe.close());
  const carried = (): Tally => {
    const { up, down } = pipe.count();
    return { up, down };
  };
  return { url: `http://127.0.0.1:${pipe.port}`, carried };
}

async function meterOf(host: Host, client: Client): Promise<Meter> {
  return (await fetch(`${host.url}${ROUTES.meter}${client.io.engine.id}`)).json() as Promise<Meter>;
}

function sum(bills: Meter["bills"]): Tally {
  const tally = { up: 0, down: 0 };
  for (const { up, down } of bills) {
    tally.up += bytesOf(up);
    tally.down += bytesOf(down);
  }
  return tally;
}

function expectBalance(host: Host): void {
  const { sessions, other, wire } = host.totals();
  const { up, down } = sum(sessions);
  expect({ up: up + other.up, down: down + other.down }).toEqual(wire);
  for (const { up, down } of sessions)
    for (const part of [...Object.values(up), ...Object.values(down)]) expect(part).toBeGreaterThanOrEqual(0);
}

const NOTHING = { payload: 0, framing: 0, heads: 0, handshake: 0 };

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
    const before = witness.carried();
    const { up, down } = sum((await meterOf(host, client)).bills);
    return [up - before.up, down - before.down];
  }).toEqual([0, 0]);
  const meter = await meterOf(host, client);
  expect(meter.transport).toBe(transport);
  expect(meter.bills.map((bill) => bill.transport)).toEqual([transport]);
  const requests = meter.bills.reduce((count, bill) => count + requestsOf(bill.requests), 0);
  if (transport === "websocket") expect([requests, meter.connections]).toEqual([1, 1]);
  else {
    expect(requests).toBeGreaterThan(20);
    expect(meter.connections).toBeGreaterThanOrEqual(1);
  }
  expectBalance(host);
});

it("keeps sessions apart, and a session's bill through its switches", async () => {
  const host = await startTestHost();
  const witnesses = [await startWitness(host), await startWitness(host)];
  const clients: Client[] = [];
  for (const [i, { url }] of witnesses.entries())
    clients.push(await connect({ ...host, url }, { name: `Ann ${i}` }, optionsFor("long-polling", url)));
  const route = ["sse", "websocket", "http-streaming"] as const;
  for (const to of route) {
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
      const { up, down } = sum((await meterOf(host, client)).bills);
      const carried = witnesses[i]?.carried();
      return [up - (carried?.up ?? 0), down - (carried?.down ?? 0)];
    }).toEqual([0, 0]);
  }
  expectBalance(host);
  const used = ["long-polling", ...route];
  expect(host.totals().sessions.map(({ member, transport, open }) => [member, transport, open])).toEqual(
    ["Ann 0", "Ann 1"].flatMap((name) => used.map((transport) => [name, transport, true])),
  );
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

  await eventually(() => host.totals().wire).toEqual(witness.carried());
  await eventually(() => sum(host.totals().sessions.filter(({ open }) => !open)).up).toBeGreaterThan(1_000);
  expectBalance(host);
  expect(host.totals().other.up).toBeGreaterThan(5_000);
  const open = host.totals().sessions.filter((bill) => bill.open);
  expect(sum(open)).toEqual(sum((await meterOf(host, stock)).bills));

  stock.close();
  await eventually(() => host.totals().sessions.filter((bill) => bill.open)).toEqual([]);
  expectBalance(host);
});

describe("splits the bytes", () => {
  /** What a session cost that did the same over this transport, once all has been booked. */
  async function bill(transport: TransportName, texts: readonly string[]) {
    const host = await startTestHost();
    const client = await connect(host, { token: "a".repeat(22) }, optionsFor(transport, host.url));
    await client.emitWithAck("room:join", { room: "lobby" });
    for (const [i, text] of texts.entries())
      await client.emitWithAck("message", { room: "lobby", id: `id-${i}`, text, sentAt: 1_700_000_000_000 });
    client.close();
    await eventually(() => host.totals().sessions.filter(({ open }) => open)).toEqual([]);
    await eventually(() => host.totals().sessions.length).toBe(1);
    const [only] = host.totals().sessions;
    if (!only) throw new Error("there is no bill");
    return only;
  }

  it.each(TRANSPORTS)("into payload, framing, heads and handshake: %s", async (transport) => {
    const { up, down, requests, heldMs } = await bill(transport, ["hello", "你好 👋", "x".repeat(4_000)]);
    expect(up.payload).toBeGreaterThan(4_000);
    expect(down.payload).toBeGreaterThan(4_000);
    expect(up.handshake).toBeGreaterThan(100);
    expect(down.handshake).toBeGreaterThan(100);
    expect(heldMs).toBeGreaterThan(0);
    if (transport === "websocket") {
      expect([up.heads, down.heads]).toEqual([0, 0]);
      expect(requests).toEqual({ data: 0, empty: 0, waiting: 0, stream: 0, post: 0, upgrade: 1 });
    } else {
      expect(up.heads).toBeGreaterThan(300);
      expect(down.heads).toBeGreaterThan(300);
      expect(requests.post).toBeGreaterThanOrEqual(4);
      expect(requests.waiting).toBe(0);
    }
    if (transport.endsWith("polling")) expect(requests.data).toBeGreaterThanOrEqual(4);
    if (transport.endsWith("streaming") || transport === "sse") expect(requests.stream).toBe(1);
  });

  it("of WebSocket so that framing is what RFC 6455 says: 2 or 4 bytes a frame, and 4 more for a mask up", async () => {
    const host = await startTestHost();
    const client = await connect(host);
    const framing = async () => {
      const [bill] = (await meterOf(host, client)).bills;
      return [bill?.up.framing, bill?.down.framing];
    };
    const [up = 0, down = 0] = await framing();
    await client.emitWithAck("room:list", {}); // a short frame each way
    expect(await framing()).toEqual([up + 6, down + 2]);
    await client.emitWithAck("message", messageOf("x".repeat(300), "nowhere")); // a long one up, and a refusal down
    expect(await framing()).toEqual([up + 14, down + 4]);
  });

  it("and the requests: a poll that waits, then one that brought nothing, then one that brought something", async () => {
    const host = await startTestHost({ pingInterval: 300 });
    const client = await connect(host, {}, optionsFor("short-polling", host.url));
    const requests = async () => (await meterOf(host, client)).bills[0]?.requests;
    await eventually(async () => (await requests())?.empty).toBeGreaterThan(0);
    expect(await switchTransport(client, "long-polling")).toMatchObject({ ok: true });
    await eventually(async () => (await meterOf(host, client)).bills[1]?.requests.waiting).toBe(1);
    const before = (await meterOf(host, client)).bills[1]?.requests.data ?? 0;
    await chat(client, 1);
    expect((await meterOf(host, client)).bills[1]?.requests.data).toBeGreaterThan(before);
  });

  it("with the same payload for the same messages, whatever carries them", async () => {
    const texts = ["hello", "quotes \" ' < and \u2028", "你好 👋"];
    const bills = await Promise.all(TRANSPORTS.map((transport) => bill(transport, texts)));
    // But for what a transport says for itself: noops, closing packets, and the open packet with its random id.
    const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);
    expect(spread(bills.map(({ up }) => up.payload))).toBeLessThan(4);
    const down = bills.filter(({ transport }) => transport !== "short-polling");
    expect(spread(down.map((one) => one.down.payload))).toBeLessThan(40);
  });
});

it("keeps a refused poll apart from the POST that follows on its connection, and holds no time against it", async () => {
  const host = await startTestHost();
  const client = await connect(host, {}, optionsFor("websocket", host.url));
  const sid = client.io.engine.id ?? "";
  const path = `/socket.io/?EIO=4&transport=short-polling&sid=${sid}`;
  const authority = new URL(host.url).host;
  const poll = `GET ${path} HTTP/1.1\r\nHost: ${authority}\r\nOrigin: http://evil.example\r\n\r\n`;
  const body = "x".repeat(100);
  const post = `POST ${path} HTTP/1.1\r\nHost: ${authority}\r\nContent-Length: 100\r\n\r\n`;
  const bill = async () =>
    (await meterOf(host, client)).bills.find(({ transport }) => transport === "short-polling");

  const tcp = connectTcp(host.port, "127.0.0.1");
  onTestFinished(() => void tcp.destroy());
  tcp.write(poll);
  await once(tcp, "data");
  expect((await bill())?.requests).toMatchObject({ empty: 1, waiting: 0 });
  tcp.write(post + body); // in one piece: the host has all of it when the poll is booked
  await once(tcp, "data");
  await eventually(async () => (await bill())?.requests).toMatchObject({ empty: 1, waiting: 0, post: 1 });
  const { up } = (await bill()) ?? {};
  expect(up).toEqual({ payload: 0, framing: body.length, heads: poll.length + post.length, handshake: 0 });
  const before = (await bill())?.heldMs;
  await once(tcp.end(), "close");
  expect((await bill())?.heldMs).toBe(before);
  expectBalance(host);
});

it("books a poll that somebody looks at while it waits as it books one that nobody looks at", async () => {
  const host = await startTestHost();
  const witness = await startWitness(host);
  const watched = await connect({ ...host, url: witness.url }, {}, optionsFor("long-polling", witness.url));
  const other = await connect(host, {}, optionsFor("long-polling", host.url));
  await chat(other, 1);
  await chat(watched, 1);
  const bill = async (client: Client) => (await meterOf(host, client)).bills[0];
  for (let i = 0; i < 10; i++) {
    // Each look finds a poll waiting, and the broadcast answers it.
    await eventually(async () => (await bill(watched))?.requests.waiting).toBe(1);
    const before = (await bill(watched))?.requests.data ?? 0;
    await other.emitWithAck("message", messageOf("hello"));
    await eventually(async () => (await bill(watched))?.requests.data).toBeGreaterThan(before);
    expectBalance(host);
  }
  await eventually(async () => {
    const carried = witness.carried();
    const { up, down } = sum((await meterOf(host, watched)).bills);
    return [up - carried.up, down - carried.down];
  }).toEqual([0, 0]);
});

it("splits polls that nobody looks at to the byte, also when sessions share a connection", async () => {
  const host = await startTestHost();
  const tcp = connectTcp(host.port, "127.0.0.1");
  onTestFinished(() => void tcp.destroy());
  const ask = async (path: string): Promise<{ up: number; head: number; body: number }> => {
    // Not as our clients write a head: the meter is to count the bytes that came, not those that it would have written.
    const request = `GET ${path} HTTP/1.1\r\nHost:${new URL(host.url).host}\r\nAccept:   */*\r\n\r\n`;
    tcp.write(request);
    const [answer] = (await once(tcp, "data")) as [Buffer];
    const head = answer.indexOf("\r\n\r\n") + 4;
    return { up: request.length, head, body: answer.length - head };
  };
  const start = "/socket.io/?EIO=4&transport=short-polling";
  const sids: string[] = [];
  for (let i = 0; i < 2; i++)
    sids.push(/"sid":"([^"]+)"/.exec(await (await fetch(`${host.url}${start}`)).text())?.[1] ?? "");
  await eventually(() => host.totals().sessions.map(({ requests }) => requests.data)).toEqual([1, 1]);
  const before = host.totals().sessions;
  const sums = sids.map(() => ({ up: 0, head: 0, body: 0 }));
  for (let i = 0; i < 12; i++) {
    const which = i % 3 === 0 ? 1 : 0; // now and then the same one twice
    const cost = await ask(`${start}&sid=${sids[which]}`);
    const total = sums[which] ?? { up: 0, head: 0, body: 0 };
    total.up += cost.up;
    total.head += cost.head;
    total.body += cost.body;
  }
  for (const [i, bill] of host.totals().sessions.entries()) {
    const was = before[i];
    expect(bytesOf(bill.up) - bytesOf(was?.up ?? NOTHING)).toBe(sums[i]?.up);
    expect(bill.down.heads - (was?.down.heads ?? 0)).toBe(sums[i]?.head);
    expect(bill.down.payload - (was?.down.payload ?? 0)).toBe(sums[i]?.body);
    expect(bill.down.framing).toBe(was?.down.framing);
    expect(bill.requests.empty - (was?.requests.empty ?? 0)).toBe(i === 0 ? 8 : 4);
  }
  expectBalance(host);
});

it("says that a proxy stands in between when one says so", async () => {
  const host = await startTestHost();
  const direct = await connect(host);
  const behind = await connect(
    host,
    {},
    { transports: ["websocket"], extraHeaders: { Via: "1.1 proxy.example" } },
  );
  expect((await meterOf(host, direct)).proxied).toBe(false);
  expect((await meterOf(host, behind)).proxied).toBe(true);
});
