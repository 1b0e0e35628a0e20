import { afterEach, expect, test } from "vitest";
import { ENGINE_PATH } from "../../protocol/limits.ts";
import { TRANSPORTS, type TransportName, wireName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { TestHost, type TestHostOptions } from "../conformance/test-host.ts";

const TARGETS = TRANSPORTS.filter((name) => name !== "websocket" && name !== "long-polling");

let host: TestHost;
const open: AbortController[] = [];

async function start(options: TestHostOptions = {}): Promise<void> {
  host = await new TestHost(options).listen();
}
afterEach(async () => {
  for (const controller of open.splice(0)) controller.abort();
  await host.close();
});

/** A request to the engine, as far as its answer's head. */
function request(name: TransportName, method: string, query: object = {}, body?: string): Promise<Response> {
  const all = { EIO: "4", transport: wireName(name), origin: "http://page.test", ...query };
  const controller = new AbortController();
  open.push(controller);
  return fetch(`${host.url}${ENGINE_PATH}?${new URLSearchParams(all)}`, {
    method,
    signal: controller.signal,
    ...(body !== undefined && { body }),
  });
}

/** A session on long polling; returns its id. */
async function session(): Promise<string> {
  const handshake = await (await request("long-polling", "GET")).text();
  return JSON.parse(handshake.slice(1)).sid;
}

test("a switch that the client never ends is given up after the upgrade timeout, and leaves nothing behind", async () => {
  await start({ upgradeTimeout: 1_500 });
  const sessions = await Promise.all(TARGETS.map(async (name) => ({ name, sid: await session() })));
  const begin = async (name: TransportName, sid: string) => {
    expect((await request(name, "GET", { sid, probe: "1" })).status).toBe(200);
    expect((await request(name, "POST", { sid, probe: "1" }, "2probe")).status).toBe(200);
  };
  await Promise.all(sessions.map(({ name, sid }) => begin(name, sid)));
  expect(host.engine.candidateCount).toBe(TARGETS.length);
  await until("the candidates are gone", () => host.engine.candidateCount === 0);
  expect(host.engine.clientsCount).toBe(TARGETS.length);
  for (const { name, sid } of sessions) {
    expect((await request(name, "GET", { sid, probe: "1" })).status).toBe(400);
    expect((await request(name, "POST", { sid, probe: "1" }, "5")).status).toBe(400);
    expect(host.engine.candidateCount).toBe(0);
  }
  for (const { name, sid } of sessions) {
    expect((await request(name, "GET", { sid, probe: "2" })).status).toBe(200); // the next attempt is welcome
  }
});

test.each(TARGETS)(
  "a switch to %s gives way to the next one, whose requests are told from its own",
  async (name) => {
    await start();
    const sid = await session();
    expect((await request(name, "GET", { sid, probe: "1" })).status).toBe(200);
    expect((await request("sse", "GET", { sid, probe: "2" })).status).toBe(200);
    expect(host.engine.candidateCount).toBe(1);
    expect((await request(name, "POST", { sid, probe: "1" }, "2probe")).status).toBe(400);
    expect((await request("sse", "POST", { sid, probe: "2" }, "2probe")).status).toBe(200);
  },
);

test("an attempt begins with a GET", async () => {
  await start();
  const sid = await session();
  const answer = await request("sse", "POST", { sid, probe: "1" }, "2probe");
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("begins with a GET");
});

test("what is no probe closes the candidate, not the session", async () => {
  await start();
  const sid = await session();
  expect((await request("sse", "GET", { sid, probe: "1" })).status).toBe(200);
  expect((await request("sse", "POST", { sid, probe: "1" }, "4hello")).status).toBe(200);
  expect(host.engine.candidateCount).toBe(0);
  expect(host.engine.clientsCount).toBe(1);
});

test("when the session ends the candidate ends with it", async () => {
  await start();
  const sid = await session();
  expect((await request("sse", "GET", { sid, probe: "1" })).status).toBe(200);
  host.engine.close();
  expect(host.engine.candidateCount).toBe(0);
  expect(host.engine.clientsCount).toBe(0);
});
