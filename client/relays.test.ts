import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { LOBBY } from "../protocol/limits.ts";
import { startTestHost } from "../server/test-host.ts";
import { openCountingPipe } from "../testing/counting-pipe.ts";
import { until } from "../testing/until.ts";
import { findHost } from "./find-host.ts";
import { dialUrl, isRelayed, setRelaySource } from "./relays.ts";
import { Session } from "./session.ts";

/** What the source was asked for, and what it was told. */
let asked: string[];
let told: [string, string][][];

beforeEach(() => {
  asked = [];
  told = [];
});

function relayBy(find: (origin: string) => string | null | Promise<string | null>): void {
  setRelaySource({
    find: async (origin) => {
      asked.push(origin);
      return find(origin);
    },
    changed: (relays) => told.push([...relays]),
  });
  onTestFinished(() => setRelaySource(null));
}

/** An address on which nothing listens: to who is barred, every one is like that. */
async function barredUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const look = (url: string, signal = new AbortController().signal) => findHost(url, signal);

it("asks for no relay while a host answers directly, nor for what is no host", async () => {
  relayBy(() => null);
  const { url } = await startTestHost();
  expect(await look(url)).toMatchObject({ ok: true });
  const server = createServer((_request, response) => response.end("no host"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await look(other)).toMatchObject({ ok: false, error: { code: "not-a-host" } });
  expect(asked).toEqual([]);
  expect(dialUrl(`${url}/a?b=1`).href).toBe(`${url}/a?b=1`);
});

it("dials a host by its relay, for all that a session does, and keeps its own address", async () => {
  const host = await startTestHost();
  const relay = await openCountingPipe(host.port);
  onTestFinished(() => relay.close());
  const relayUrl = `http://127.0.0.1:${relay.port}`;
  relayBy(() => relayUrl);
  const url = await barredUrl();
  const session = new Session({ url, name: "Ada" });
  onTestFinished(() => session.close());
  session.connect();
  expect(await session.join(LOBBY)).toMatchObject({ ok: true });
  expect(asked).toEqual([url]);
  expect(told).toEqual([[[url, relayUrl]]]);
  expect(isRelayed(`${url}/`)).toBe(true);
  expect(dialUrl(`${url}/a?b=1`).href).toBe(`${relayUrl}/a?b=1`);
  await until("the meter is had", async () => (await session.meter()) !== null);
  await until("nothing is under way", () => host.totals().wire.down === relay.count().down);

  session.reconnect();
  await until("it is asked for again", () => asked.length === 2);
  await until("it is back", () => session.state === "connected");
  expect(told).toHaveLength(1);
});

it("goes directly to a host that came up meanwhile", async () => {
  const url = await barredUrl();
  relayBy(async () => {
    const host = await startTestHost({ port: Number(new URL(url).port) });
    return `${host.url}/of-the-relay`;
  });
  expect(await look(url)).toMatchObject({ ok: true });
  expect(isRelayed(url)).toBe(false);
  expect(told).toEqual([]);
});

it("gives a relay up that is gone, and goes directly when that is possible again", async () => {
  const host = await startTestHost();
  const relays: (string | null)[] = [host.url, null, host.url];
  relayBy(() => relays.shift() ?? null);
  const url = await barredUrl();
  expect(await look(url)).toMatchObject({ ok: true });
  expect(await look(url)).toMatchObject({ ok: false, error: { code: "unreachable" } });
  expect(isRelayed(url)).toBe(false);
  expect(await look(url)).toMatchObject({ ok: true });
  expect(isRelayed(url)).toBe(true);
  await startTestHost({ port: Number(new URL(url).port) });
  expect(await look(url)).toMatchObject({ ok: true });
  expect(isRelayed(url)).toBe(false);
  expect(asked).toHaveLength(3);
});

it("changes nothing when it is given up", async () => {
  const host = await startTestHost();
  const end = new AbortController();
  let isEnding = false;
  relayBy(() => {
    if (isEnding) end.abort();
    return isEnding ? null : host.url;
  });
  const url = await barredUrl();
  await look(url);
  isEnding = true;
  expect(await look(url, end.signal)).toMatchObject({ ok: false });
  expect(await look(url, end.signal)).toMatchObject({ ok: false });
  expect(isRelayed(url)).toBe(true);
  expect(asked).toHaveLength(2);
});
