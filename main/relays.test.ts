import type { LookupAddress, LookupAllOptions } from "node:dns";
import { lookup } from "node:dns/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, it, onTestFinished, vi } from "vitest";
import { findHost } from "../client/find-host.ts";
import { startTestHost } from "../server/test-host.ts";
import { MOST_RELAYS, Relays } from "./relays.ts";

// Whether a computer's own name stands for more than loopback is not known here.
vi.mock("node:dns/promises", async (original) => {
  const dns = await original<typeof import("node:dns/promises")>();
  return { ...dns, lookup: vi.fn(dns.lookup) };
});

const lookUp = vi.mocked(lookup as (name: string, options: LookupAllOptions) => Promise<LookupAddress[]>);

/** Where others on the network see this computer. */
const lanAddress = Object.values(networkInterfaces())
  .flatMap((infos = []) => infos)
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;
const onLan = it.skipIf(lanAddress === undefined);
const host = lanAddress ?? "";

function openRelays(): Relays {
  const relays = new Relays();
  onTestFinished(() => relays.close());
  return relays;
}

const startHostOnLan = () => startTestHost({ host, discovery: false });

/** A web server at the LAN's address that is no host. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

onLan("leads to a host, by one relay a target", async () => {
  const { port, url } = await startHostOnLan();
  const relays = openRelays();
  const [first, second] = await Promise.all([relays.url({ host, port }), relays.url({ host, port })]);
  expect(first).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(second).toBe(first);
  expect(await relays.url({ host, port })).toBe(first);
  const headers = { origin: "app://pushpull" };
  const answer = await fetch(`${first}/api/host`, { headers });
  expect(answer.headers.get("access-control-allow-origin")).toBe("app://pushpull");
  expect(await answer.json()).toEqual(await (await fetch(`${url}/api/host`)).json());
  const foreign = await fetch(`${first}/api/host`, { headers: { origin: "https://example.com" } });
  expect(foreign.status).toBe(403); // the host's guard stands behind the relay as before it
});

onLan("is gone with its host, and another one is had when the host is back", async () => {
  const running = await startHostOnLan();
  const { port } = running;
  const relays = openRelays();
  const url = (await relays.url({ host, port })) ?? "";
  await running.close();
  expect(await relays.url({ host, port })).toBeNull();
  await expect(fetch(`${url}/api/host`)).rejects.toThrow();
  await startTestHost({ host, port, discovery: false });
  const again = await relays.url({ host, port });
  expect(await findHost(again ?? "", new AbortController().signal)).toMatchObject({ ok: true });
});

onLan("takes a name, too, for each of its addresses that is near", async () => {
  const { port } = await startHostOnLan();
  const relays = openRelays();
  expect(await relays.url({ host: "no-such-name.invalid", port })).toBeNull();
  lookUp.mockImplementation(async () => [
    { address: "93.184.216.34", family: 4 },
    { address: host, family: 4 },
  ]);
  onTestFinished(() => void lookUp.mockReset());
  const url = await relays.url({ host: "classroom.test", port });
  expect(await findHost(url ?? "", new AbortController().signal)).toMatchObject({ ok: true });
});

it.each([
  ["loopback", "127.0.0.1"],
  ["loopback by another address", "127.0.0.2"],
  ["loopback over IPv6", "::1"],
  ["loopback as IPv4 in IPv6", "::ffff:127.0.0.1"],
  ["the wildcard, which is loopback to Linux", "0.0.0.0"],
  ["the same over IPv6", "::"],
  ["loopback's name", "localhost"],
])("does not lead to %s", async (_name, target) => {
  const { port } = await startTestHost({ host: target.includes(":") ? "::" : "0.0.0.0", discovery: false });
  expect(await openRelays().url({ host: target, port })).toBeNull();
});

it("does not even ask what is nowhere near", async () => {
  const fetched = vi.spyOn(globalThis, "fetch");
  onTestFinished(() => fetched.mockRestore());
  for (const far of ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "224.0.0.251", "1.1"]) {
    expect(await openRelays().url({ host: far, port: 80 })).toBeNull();
  }
  expect(fetched).not.toHaveBeenCalled();
});

onLan.each<[string, RequestListener]>([
  ["a printer", (_request, response) => response.end("<title>Printer</title>")],
  ["other JSON", (_request, response) => response.end('{"app":"printer"}')],
  [
    "what never ends",
    (_request, response) => void setInterval(() => response.write(" ".repeat(60_000)), 1).unref(),
  ],
  ["what is silent", () => undefined],
])("does not lead to %s", async (_name, listener) => {
  const port = await serve(listener);
  expect(await openRelays().url({ host, port })).toBeNull();
});

onLan("follows nobody to another address", async () => {
  const local = await startTestHost();
  const port = await serve((_request, response) => {
    response.writeHead(302, { location: `${local.url}/api/host` }).end();
  });
  expect(await openRelays().url({ host, port })).toBeNull();
});

onLan(`opens ${MOST_RELAYS} at most`, async () => {
  const warned = vi.spyOn(console, "warn").mockReturnValue();
  onTestFinished(() => warned.mockRestore());
  const app = '{"app":"pushpull"}';
  const ports = await Promise.all(
    Array.from({ length: MOST_RELAYS + 1 }, () => serve((_request, response) => response.end(app))),
  );
  const relays = openRelays();
  const urls = await Promise.all(ports.map((port) => relays.url({ host, port })));
  expect(urls.filter((url) => url !== null)).toHaveLength(MOST_RELAYS);
  expect(warned).toHaveBeenCalledOnce();
  expect(await relays.url({ host, port: ports[0] ?? 0 })).toBe(urls[0]);
  await relays.close();
  expect(await relays.url({ host, port: ports.at(-1) ?? 0 })).not.toBeNull();
});
