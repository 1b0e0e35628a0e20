import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { connect as connectTcp, createServer, type Socket as TcpSocket } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, it, onTestFinished } from "vitest";
import { type HostingPage, hostingSchema } from "../../protocol/hosting.ts";
import { ROUTES } from "../../protocol/http.ts";
import type { Interfaces } from "../addresses.ts";
import type { Host, HostOptions } from "../host.ts";
import { connect, eventually, parseRaw, sendRaw, startTestHost, temporaryFolder } from "../test-host.ts";
import { Hosting } from "./hosting.ts";
import { KeptReach } from "./kept-reach.ts";
import { interfaceInfo, LAN, LOOPBACK, THREE_NETWORKS } from "./test-interfaces.ts";

async function startHosting(
  interfaces: Interfaces = THREE_NETWORKS,
  options: Partial<HostOptions> = {},
): Promise<Host> {
  return startTestHost({ host: undefined, interfaces: () => interfaces, ...options });
}

async function page(host: Host): Promise<HostingPage> {
  return hostingSchema.parse(await (await fetch(`${host.url}${ROUTES.hosting}`)).json());
}

function change(host: Host, reach: unknown): Promise<Response> {
  return fetch(`${host.url}${ROUTES.hosting}`, { method: "POST", body: JSON.stringify(reach) });
}

/** Whether a connection is taken there and stays. */
function isTaken(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, address);
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function takenOf(host: Host, ...addresses: string[]): Promise<boolean[]> {
  return Promise.all(addresses.map((address) => isTaken(address, host.port)));
}

it("is open everywhere at first, and says where, the physical networks first", async () => {
  const host = await startHosting();
  expect(await takenOf(host, "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")).toEqual([
    true,
    true,
    true,
    true,
  ]);
  if (process.platform === "linux") expect(await isTaken("127.0.1.1", host.port)).toBe(true);
  const { reach, isUnreadable, fixed, port, takenPort, interfaces, visitor } = await page(host);
  expect({ reach, isUnreadable, fixed, port, takenPort, visitor }).toEqual({
    reach: { mode: "everyone" },
    isUnreadable: false,
    fixed: null,
    port: host.port,
    takenPort: null,
    visitor: null,
  });
  expect(interfaces).toEqual([
    { name: "eth0", kind: "lan", addresses: ["127.0.0.2"], isOpen: true },
    { name: "wlan0", kind: "lan", addresses: ["127.0.0.3"], isOpen: true },
    { name: "wg0", kind: "vpn", addresses: ["127.0.0.4"], isOpen: true },
  ]);
});

it("opens every address of this computer, those of IPv6 and of the link among them", async () => {
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void lines.push(line) });
  const host = await startTestHost({ host: undefined, log });
  expect(lines).toEqual([]);
  for (const url of host.urls) expect((await fetch(`${url}${ROUTES.host}`)).status, url).toBe(200);
  for (const mode of ["off", "everyone"]) expect((await change(host, { mode })).status).toBe(200);
});

it("opens and closes while it runs, and keeps that for the next start", async () => {
  const dataDir = temporaryFolder();
  const host = await startHosting(THREE_NETWORKS, { dataDir });
  expect((await change(host, { mode: "some", interfaces: ["wlan0"] })).status).toBe(200);
  expect(await takenOf(host, "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect((await page(host)).interfaces.map(({ isOpen }) => isOpen)).toEqual([false, true, false]);
  expect((await change(host, { mode: "off" })).status).toBe(200);
  expect(await takenOf(host, "127.0.0.1", "127.0.0.2", "127.0.0.3")).toEqual([true, false, false]);
  await host.close();
  const again = await startHosting(THREE_NETWORKS, { dataDir, port: host.port });
  expect(again.port).toBe(host.port);
  expect(await takenOf(again, "127.0.0.1", "127.0.0.2")).toEqual([true, false]);
  expect(again.urls).toEqual([again.url]);
  expect((await change(again, { mode: "everyone" })).status).toBe(200);
  expect(await takenOf(again, "127.0.0.1", "127.0.0.2")).toEqual([true, true]);
});

it("cuts the connections of others when it is closed to them, and none of this computer's", async () => {
  const host = await startHosting();
  const own = await connect(host);
  const other = await connect({ url: `http://127.0.0.2:${host.port}` });
  const third = await connect({ url: `http://127.0.0.3:${host.port}` });
  const gone = new Promise((resolve) => other.once("disconnect", resolve));
  await change(host, { mode: "some", interfaces: ["wlan0"] });
  expect(await gone).toBe("transport close");
  expect([own.connected, third.connected]).toEqual([true, true]);
});

it("follows an interface that is chosen to its new address, and one that comes later", async () => {
  const interfaces: Record<string, NetworkInterfaceInfo[]> = {
    ...LOOPBACK,
    eth0: [interfaceInfo("127.0.0.2")],
  };
  const host = await startHosting(interfaces);
  await change(host, { mode: "some", interfaces: ["eth0", "usb0"] });
  interfaces.eth0 = [interfaceInfo("127.0.0.5")];
  interfaces.usb0 = [interfaceInfo("127.0.0.6")];
  interfaces.wlan0 = [interfaceInfo("127.0.0.7")];
  await eventually(async () => takenOf(host, "127.0.0.2", "127.0.0.5", "127.0.0.6", "127.0.0.7")).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

it("stays as it was, and says why, when another program has the port on a network that is to be opened", async () => {
  const dataDir = temporaryFolder();
  const host = await startHosting(THREE_NETWORKS, { dataDir });
  await change(host, { mode: "some", interfaces: ["eth0"] });
  const other = createServer((socket: TcpSocket) => socket.destroy());
  await new Promise<void>((resolve) => other.listen(host.port, "127.0.0.4", resolve));
  onTestFinished(() => void other.close());
  const answer = await change(host, { mode: "everyone" });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toEqual({
    code: "port-taken",
    message: expect.stringMatching(
      /^Port \d+ is taken on 127\.0\.0\.4 by another program\. Close that program/,
    ),
  });
  expect((await page(host)).reach).toEqual({ mode: "some", interfaces: ["eth0"] });
  expect(await takenOf(host, "127.0.0.2", "127.0.0.3")).toEqual([true, false]);
  expect(JSON.parse(readFileSync(join(dataDir, "hosting.json"), "utf8"))).toMatchObject({ mode: "some" });
});

it("says which port was taken", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.3", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const host = await startHosting(THREE_NETWORKS, { port });
  expect(await page(host)).toMatchObject({ port: host.port, takenPort: port });
  expect(host.port).toBeGreaterThan(port);
});

it.each([
  "",
  "nonsense",
  '{"mode":"some","interfaces":[]}',
  '{"mode":"mine"}',
  '{"mode":"off","more":1}',
  null,
])(
  "is closed to others, with a warning, where the file of the choice holds %j, until there is a new choice",
  async (text) => {
    const dataDir = temporaryFolder();
    const file = join(dataDir, "hosting.json");
    if (text === null) mkdirSync(file);
    else writeFileSync(file, text);
    const lines: string[] = [];
    const log = pino({ level: "warn" }, { write: (line: string) => void lines.push(line) });
    const host = await startHosting(THREE_NETWORKS, { dataDir, log });
    expect(await page(host)).toMatchObject({ reach: { mode: "off" }, isUnreadable: true });
    expect(await takenOf(host, "127.0.0.1", "127.0.0.2", "127.0.0.3")).toEqual([true, false, false]);
    expect(lines.join("")).toMatch(/hosting\.json.*its own computer only\. Choose anew/);
    if (text === null) rmdirSync(file);
    expect((await change(host, { mode: "everyone" })).status).toBe(200);
    expect(await page(host)).toMatchObject({ reach: { mode: "everyone" }, isUnreadable: false });
    expect(await isTaken("127.0.0.2", host.port)).toBe(true);
  },
);

it("opens nothing once it closes, whatever was asked for before", async () => {
  const http = createHttpServer();
  const log = pino({ level: "silent" });
  const hosting = new Hosting({
    http,
    fixed: undefined,
    kept: new KeptReach(temporaryFolder(), log),
    interfaces: () => THREE_NETWORKS,
    log,
  });
  await hosting.listen(0);
  onTestFinished(() => void http.close());
  const changes = [
    hosting.change({ mode: "off" }),
    hosting.change({ mode: "everyone" }),
    hosting.close().then(() => hosting.change({ mode: "everyone" })),
  ];
  for (const changed of await Promise.all(changes)) expect(changed).toMatchObject({ code: "closing" });
  expect(await isTaken("127.0.0.1", hosting.port)).toBe(true); // which is closed with the HTTP server
  for (const address of ["127.0.0.2", "127.0.0.3"]) expect(await isTaken(address, hosting.port)).toBe(false);
});

it("says that the command line has fixed it, and changes nothing", async () => {
  const host = await startTestHost({ host: "127.0.0.1" });
  expect(await page(host)).toMatchObject({ fixed: "127.0.0.1" });
  const answer = await change(host, { mode: "off" });
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: "fixed" }]);
});

it.each<[string, RegExp]>([
  ["", /not JSON/],
  ["[]", /The request/],
  ['{"mode":"some"}', /^interfaces/],
  ['{"mode":"some","interfaces":[]}', /^interfaces: Choose one/],
  [JSON.stringify({ mode: "some", interfaces: Array(65).fill("x") }), /^interfaces/],
  [JSON.stringify({ mode: "some", interfaces: ["x".repeat(257)] }), /^interfaces\.0/],
])("refuses %.40s with a sentence", async (body, message) => {
  const host = await startHosting();
  const answer = await fetch(`${host.url}${ROUTES.hosting}`, { method: "POST", body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ code: "invalid", message: expect.stringMatching(message) });
});

it.skipIf(LAN === undefined)("is told and changed on its own computer only", async () => {
  const host = await startTestHost({ host: undefined });
  const there = `http://${LAN}:${host.port}`;
  expect((await fetch(`${there}${ROUTES.host}`)).status).toBe(200);
  const body = JSON.stringify({ mode: "off" });
  for (const answer of [
    await fetch(`${there}${ROUTES.hosting}`),
    await fetch(`${there}${ROUTES.hosting}`, { method: "POST", body }),
    await fetch(`${there}${ROUTES.reachTest}`, { method: "POST" }),
  ])
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: "forbidden-hosting" }]);
  expect((await page(host)).reach).toEqual({ mode: "everyone" });
});

it("is for the host's own pages", async () => {
  const host = await startHosting();
  const ask = async (path: string, method: string, ...headers: string[]) =>
    parseRaw(
      await sendRaw(host, [
        `${method} ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${host.port}`,
        "Connection: close",
        "Content-Length: 0",
        ...headers,
      ]),
    );
  for (const path of [ROUTES.hosting, ROUTES.reachTest]) {
    for (const header of [
      "Origin: http://192.168.1.9:4460",
      "X-Forwarded-For: 192.168.1.9",
      "Via: 1.1 proxy",
    ])
      expect(await ask(path, "POST", header)).toMatchObject({
        status: 403,
        body: { code: "forbidden-hosting" },
      });
  }
  expect(await ask(ROUTES.hosting, "DELETE")).toMatchObject({ status: 405 });
  expect(await ask(ROUTES.hosting, "GET", `Origin: http://127.0.0.1:${host.port}`)).toMatchObject({
    status: 200,
  });
});
