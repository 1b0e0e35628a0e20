import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { Session } from "../../client/session.ts";
import {
  type Conditions,
  changeFaultsSchema,
  FAULTS_PATIENCE,
  faultsPageSchema,
  openedFaultsSchema,
  PRESETS,
} from "../../protocol/faults.ts";
import { ROUTES } from "../../protocol/http.ts";
import { LOBBY } from "../../protocol/limits.ts";
import { interfaceInfo, LOOPBACK } from "../../server/hosting/test-interfaces.ts";
import { startTestHost } from "../../server/test-host.ts";
import { until } from "../../testing/until.ts";
import { FaultDesk } from "./desk.ts";

async function startHostWithDesk() {
  const host = await startTestHost({ extend: (address) => new FaultDesk(address) });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${host.url}${ROUTES.faults}${path}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "Content-Type": "text/plain", ...headers },
    });
  const open = async (conditions: Conditions) => {
    const answer = await post("", { conditions, seed: 1 });
    expect(answer.status).toBe(201);
    const { id, port } = openedFaultsSchema.parse(await answer.json());
    return { id, url: `http://127.0.0.1:${port}` };
  };
  const look = async (id: string, after = 0) =>
    faultsPageSchema.parse(await (await fetch(`${host.url}${ROUTES.faults}/${id}?after=${after}`)).json());
  return { host, post, open, look };
}

function dial(port: number, address = "127.0.0.1"): Socket {
  const socket = createConnection(port, address);
  socket.resume(); // so that its end is seen
  socket.on("error", () => socket.destroy()); // as was meant
  onTestFinished(() => void socket.destroy());
  return socket;
}

it("listens where it was asked for and nowhere else, and closes where the host does", async () => {
  const interfaces = () => ({ ...LOOPBACK, eth0: [interfaceInfo("127.0.0.2")] });
  const host = await startTestHost({
    host: undefined,
    interfaces,
    extend: (address) => new FaultDesk(address),
  });
  const post = (address: string, path: string, body: object) =>
    fetch(`http://${address}:${host.port}${path}`, { method: "POST", body: JSON.stringify(body) });
  const openAt = async (address: string): Promise<number> => {
    const answer = await post(address, ROUTES.faults, { conditions: PRESETS.direct, seed: 1 });
    return openedFaultsSchema.parse(await answer.json()).port;
  };
  const [ownPort, otherPort] = [await openAt("127.0.0.1"), await openAt("127.0.0.2")];
  const reach = async (address: string, port: number) =>
    (await fetch(`http://${address}:${port}${ROUTES.host}`)).status;
  for (const [address, port] of [
    ["127.0.0.2", ownPort],
    ["127.0.0.1", otherPort],
    ["127.0.0.3", otherPort],
  ] as const)
    await expect(reach(address, port)).rejects.toThrow();
  const [own, other] = [dial(ownPort), dial(otherPort, "127.0.0.2")];
  await Promise.all([once(own, "connect"), once(other, "connect")]);
  expect(await reach("127.0.0.2", otherPort)).toBe(200);

  expect((await post("127.0.0.1", ROUTES.hosting, { mode: "off" })).status).toBe(200);
  await until("the other is cut", () => other.destroyed);
  await expect(reach("127.0.0.2", otherPort)).rejects.toThrow();
  expect(await reach("127.0.0.1", ownPort)).toBe(200);
  expect(own.destroyed).toBe(false);
});

it("opens a network in front of the host, changes it and tells what it did", async () => {
  const { host, post, open, look } = await startHostWithDesk();
  const { id, url } = await open(PRESETS.direct);
  expect(await (await fetch(`${url}${ROUTES.host}`)).json()).toEqual(host.info);
  expect(await look(id)).toEqual({ conditions: PRESETS.direct, events: [], last: 0 });

  const offline = { ...PRESETS.direct, offline: true };
  expect((await post(`/${id}`, { do: "set", conditions: offline })).status).toBe(200);
  const port = Number(new URL(url).port);
  const late = dial(port); // a connection that is there already would only fall silent
  await until("it is reset", () => late.destroyed);
  expect((await post(`/${id}`, { do: "set", conditions: PRESETS.direct })).status).toBe(200);
  const page = await look(id);
  expect(page.events.map(({ kind }) => kind)).toEqual(["offline", "offline", "online"]);
  expect((await look(id, page.last)).events).toEqual([]);

  const socket = dial(port);
  await until("the network has it", async () => {
    await post(`/${id}`, { do: "cut" });
    return socket.destroyed;
  });
  expect((await look(id, page.last)).events.map(({ kind }) => kind)).toContain("cut");

  expect((await post(`/${id}`, { do: "close" })).status).toBe(200);
  await expect(fetch(`${url}${ROUTES.host}`)).rejects.toThrow();
  expect((await fetch(`${host.url}${ROUTES.faults}/${id}`)).status).toBe(404);
});

it("does not let anybody pass for this computer: what is for its own pages stays closed behind it", async () => {
  const { host, open } = await startHostWithDesk();
  const { url } = await open(PRESETS.direct);
  for (const path of [ROUTES.metrics, ROUTES.hosting]) {
    expect((await fetch(`${host.url}${path}`)).status).toBe(200);
    expect((await fetch(`${url}${path}`)).status).toBe(403);
  }
});

it("refuses what is not a network, in words", async () => {
  const { host, post } = await startHostWithDesk();
  const bad = async (path: string, body: unknown): Promise<[number, string]> => {
    const answer = await post(path, body);
    return [answer.status, ((await answer.json()) as { message: string }).message];
  };
  expect(await bad("", "nonsense")).toEqual([400, "The body is not JSON."]);
  const late = { ...PRESETS.direct, latencyMs: 1e9 };
  expect((await bad("", { conditions: late, seed: 1 }))[1]).toContain("conditions.latencyMs");
  expect((await bad("", "x".repeat(5_000)))[0]).toBe(413);
  expect((await bad("/unknown", { do: "cut" }))[0]).toBe(404);
  expect((await fetch(`${host.url}${ROUTES.faults}`)).status).toBe(405);
  expect((await fetch(`${host.url}${ROUTES.faults}/x`, { method: "DELETE" })).status).toBe(405);
  const evil = await post("", { conditions: PRESETS.direct, seed: 1 }, { Origin: "http://evil.example" });
  expect(evil.status).toBe(403);
  expect(changeFaultsSchema.safeParse({ do: "format" }).success).toBe(false);
});

it("opens only so many for one address, and gives a place back when one closes", async () => {
  const { post, open } = await startHostWithDesk();
  const opened = [];
  for (let i = 0; i < 4; i++) opened.push(await open(PRESETS.direct));
  expect((await post("", { conditions: PRESETS.direct, seed: 1 })).status).toBe(429);
  expect((await post(`/${opened[0]?.id}`, { do: "close" })).status).toBe(200);
  await open(PRESETS.direct);
});

it("keeps a network for a page that browsers let look once a minute, and closes one that nobody looks at", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { host, open, look } = await startHostWithDesk();
  const { id } = await open(PRESETS.direct);
  for (let minute = 0; minute < 5; minute++) {
    vi.advanceTimersByTime(60_000);
    expect(await look(id)).toMatchObject({ last: 0 });
  }
  vi.advanceTimersByTime(FAULTS_PATIENCE);
  const answer = await fetch(`${host.url}${ROUTES.faults}/${id}`);
  expect([answer.status, await answer.json()]).toEqual([
    404,
    expect.objectContaining({ code: "no-network" }),
  ]);
});

it("says of a network that went with the host before it that the host was restarted", async () => {
  const before = await startHostWithDesk();
  const { id } = await before.open(PRESETS.direct);
  await before.host.close();
  const { host, post } = await startHostWithDesk();
  const look = await fetch(`${host.url}${ROUTES.faults}/${id}`);
  for (const answer of [look, await post(`/${id}`, { do: "cut" })]) {
    const restarted = expect.objectContaining({ code: "host-restarted" });
    expect([answer.status, await answer.json()]).toEqual([404, restarted]);
  }
});

it.each(["sse", "http-streaming"] as const)(
  "lets a host say over %s that it closes, though a proxy holds streams back",
  async (transport) => {
    const { host, post, open } = await startHostWithDesk();
    const { id, url } = await open(PRESETS.direct);
    const session = new Session({ url, name: "Ann", transport });
    onTestFinished(() => session.close());
    session.connect();
    expect(await session.join(LOBBY)).toMatchObject({ ok: true });
    const codes: unknown[] = [];
    session.on("state", (state, _message, code) => void (state === "reconnecting" && codes.push(code)));
    const conditions = { ...PRESETS["buffering-proxy"], buffer: { bytes: 1024 * 1024, ms: 600_000 } };
    expect((await post(`/${id}`, { do: "set", conditions })).status).toBe(200);
    await host.close();
    await until("the session knows", () => codes.length > 0);
    expect(codes).toEqual(["closed-by-host"]);
  },
);

it("closes its networks with the host", async () => {
  const { host, open } = await startHostWithDesk();
  const { url } = await open(PRESETS.direct);
  onTestFinished(() => host.close());
  await host.close();
  await expect(fetch(`${url}${ROUTES.host}`)).rejects.toThrow();
});
