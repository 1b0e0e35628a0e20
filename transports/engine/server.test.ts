import { once } from "node:events";
import { request } from "node:http";
import { type ManagerOptions, io as stockClient } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TRANSPORTS, wireName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { allBut, TestHost, type TestHostOptions } from "../conformance/test-host.ts";

const ORIGIN = "http://page.test";
const OVER_HTTP = allBut("websocket");

let host: TestHost;
async function start(options: TestHostOptions = {}): Promise<void> {
  host = await new TestHost(options).listen();
}
afterEach(() => host.close());

function urlOf(query: string): string {
  return `${host.url}/socket.io/?${query}`;
}

interface Answer {
  status: number;
  body: string;
}

/** Asks for an Upgrade, as a WebSocket client does, and reads the answer if it is not 101. */
async function upgrade(query: string, headers: Record<string, string> = {}): Promise<Answer> {
  const asked = request(urlOf(query), {
    headers: {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    },
  }).end();
  const [response] = await once(asked, "response");
  response.setEncoding("utf8");
  let body = "";
  for await (const text of response) body += text;
  return { status: response.statusCode, body };
}

async function get(query: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(urlOf(query), init);
  return { status: response.status, body: await response.text() };
}

/** The handshake, by `polling`. */
async function handshake(): Promise<Record<string, unknown>> {
  const { body } = await get("EIO=4&transport=polling");
  expect(body[0]).toBe("0");
  return JSON.parse(body.slice(1));
}

describe("the handshake", () => {
  test("has its five keys, and offers WebSocket to those who poll", async () => {
    await start({ pingInterval: 1_234, pingTimeout: 2_345, maxPayload: 3_456 });
    const { sid, ...rest } = await handshake();
    expect(sid).toMatch(/^[\w-]{20}$/);
    expect(rest).toEqual({
      upgrades: ["websocket"],
      pingInterval: 1234,
      pingTimeout: 2345,
      maxPayload: 3456,
    });
  });

  test("offers no WebSocket where there is none", async () => {
    await start({ transports: ["long-polling"] });
    expect(await handshake()).toMatchObject({ upgrades: [] });
  });

  test("offers nothing to those who do not poll", async () => {
    await start();
    for (const name of TRANSPORTS.filter((other) => other !== "long-polling")) {
      expect(host.engine.upgrades(wireName(name))).toEqual([]);
    }
  });
});

describe("a stock Socket.IO client", () => {
  const cases: { name: string; options: Partial<ManagerOptions>; ends: string }[] = [
    { name: "polls and goes over to WebSocket by itself", options: {}, ends: "websocket" },
    { name: "stays on polling", options: { transports: ["polling"] }, ends: "polling" },
    { name: "uses WebSocket alone", options: { transports: ["websocket"] }, ends: "websocket" },
    {
      name: "goes over from WebSocket to nothing else",
      options: { transports: ["websocket", "polling"] },
      ends: "websocket",
    },
  ];
  test.each(cases)("$name, and talks", async ({ options, ends }) => {
    await start();
    const client = stockClient(host.url, { forceNew: true, ...options });
    await once(client as unknown as EventTarget & typeof client, "connect");
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    const answers = await Promise.all(numbers.map((i) => client.timeout(20_000).emitWithAck("echo", i)));
    expect(answers).toEqual(numbers);
    await until(`it is on ${ends}`, () => client.io.engine.transport.name === ends);
    expect(await client.timeout(20_000).emitWithAck("echo", "still here")).toBe("still here");
    client.close();
    await host.drained();
  });
});

describe("a request that is refused gets an answer", () => {
  test("for a transport that is none: 400, with the names of those that are", async () => {
    await start();
    for (const name of ["carrier-pigeon", "", "webtransport", "constructor", "long-polling"]) {
      const answer = await get(`EIO=4&transport=${name}`);
      expect(answer.status).toBe(400);
      expect(answer.body).toContain("It serves: short-polling, long-polling, iframe-streaming");
      expect((await upgrade(`EIO=4&transport=${name}`)).status).toBe(400);
    }
  });

  test("for a transport that this host does not serve", async () => {
    await start({ transports: ["sse"] });
    expect(await get("EIO=4&transport=polling")).toEqual({
      status: 400,
      body: '{"code":0,"message":"This host does not serve that transport. It serves: sse."}',
    });
    expect(await upgrade("EIO=4&transport=websocket")).toEqual({
      status: 400,
      body: "This host does not serve that transport. It serves: sse.",
    });
  });

  test("for an Upgrade where there is nothing to upgrade, and the other way round", async () => {
    await start();
    for (const name of OVER_HTTP) {
      expect((await upgrade(`EIO=4&transport=${wireName(name)}`)).status).toBe(400);
    }
    expect((await get("EIO=4&transport=websocket")).status).toBe(400);
    const { sid } = await handshake();
    expect((await get(`EIO=4&transport=websocket&sid=${sid}`)).status).toBe(400);
  });

  test("for a session that is not there, and for one on another transport", async () => {
    await start();
    expect((await get("EIO=4&transport=sse&sid=nobody")).status).toBe(400);
    expect((await get("EIO=4&transport=sse&sid=__proto__&probe=1")).status).toBe(400);
    const { sid } = await handshake();
    expect((await get(`EIO=4&transport=sse&sid=${sid}`)).status).toBe(400);
    expect((await get(`EIO=3&transport=sse&sid=${sid}&probe=1`)).status).toBe(400);
  });

  test("for another revision of the protocol and for a handshake by POST", async () => {
    await start();
    for (const name of OVER_HTTP) {
      const query = `transport=${wireName(name)}&origin=${ORIGIN}`;
      expect((await get(`EIO=3&${query}`)).status).toBe(400);
      expect((await get(`EIO=4&${query}`, { method: "POST", body: "2" })).status).toBe(400);
    }
    expect(host.engine.clientsCount).toBe(0);
  });
});

describe("a page of another origin", () => {
  beforeEach(() => start({ isOriginAllowed: (origin) => origin === ORIGIN }));
  const other = { headers: { origin: "http://other.test" } };

  test("gets 403 on every transport, in the handshake and after", async () => {
    const { sid } = await handshake();
    for (const name of OVER_HTTP) {
      const query = `EIO=4&transport=${wireName(name)}&origin=${ORIGIN}`;
      const answer = await get(query, other);
      expect(answer.status).toBe(403);
      expect(answer.body).toContain("Pages of this origin may not connect to this host.");
      expect((await get(`${query}&sid=${sid}&probe=1`, other)).status).toBe(403);
      expect((await get(`${query}&sid=${sid}`, { ...other, method: "POST", body: "2" })).status).toBe(403);
    }
    const answer = await upgrade("EIO=4&transport=websocket", other.headers);
    expect(answer).toEqual({ status: 403, body: "Pages of this origin may not connect to this host." });
    expect((await upgrade(`EIO=4&transport=websocket&sid=${sid}`, other.headers)).status).toBe(403);
    expect(host.engine.clientsCount).toBe(1);
  });

  test("that is allowed may read the answers", async () => {
    const headers = { origin: ORIGIN };
    const response = await fetch(urlOf("EIO=4&transport=polling"), { headers });
    expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(response.headers.get("vary")).toBe("Origin");
    const refused = await fetch(urlOf("EIO=4&transport=polling"), other);
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test("allowRequest is asked for every request, and its reason is the answer", async () => {
  let open = true;
  await start({ allowRequest: () => (open ? null : "closed for lunch") });
  const { sid } = await handshake();
  open = false;
  const queries = OVER_HTTP.map((name) => `EIO=4&transport=${wireName(name)}&origin=${ORIGIN}`);
  for (const query of [...queries, `EIO=4&transport=polling&sid=${sid}`]) {
    expect(await get(query)).toEqual({ status: 403, body: '{"code":4,"message":"closed for lunch"}' });
  }
  expect(await upgrade("EIO=4&transport=websocket")).toEqual({ status: 403, body: "closed for lunch" });
});
