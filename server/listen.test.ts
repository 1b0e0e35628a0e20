import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { listen } from "./listen.ts";
import { startTestHost } from "./test-host.ts";

async function occupy(port: number): Promise<TcpServer> {
  const server = createTcpServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return server;
}

/** The first of some ports in a row that are all taken. */
async function takePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { port } = (await occupy(0)).address() as AddressInfo;
    const rest = Array.from({ length: count - 1 }, (_, i) => occupy(port + 1 + i));
    const taken = await Promise.allSettled(rest);
    if (taken.every(({ status }) => status === "fulfilled")) return port;
  }
  throw new Error("no ports in a row are free");
}

describe("startHost", () => {
  it("takes the next free port when its own is taken, and says so", async () => {
    const port = await takePorts(3);
    const host = await startTestHost({ port });
    expect(host.portTaken).toBe(true);
    expect(host.port).toBeGreaterThanOrEqual(port + 3);
    expect(host.port).toBeLessThan(port + 20);
    expect(host.url).toBe(`http://127.0.0.1:${host.port}`);
    expect((await fetch(`${host.url}/api/host`)).status).toBe(200);
  });

  it("says that it has the port it asked for", async () => {
    const host = await startTestHost({ port: 0 });
    expect(host.portTaken).toBe(false);
    await host.close();
    const again = await startTestHost({ port: host.port });
    expect([again.port, again.portTaken]).toEqual([host.port, false]);
  });

  it("names every URL when it listens everywhere, and answers at each", async () => {
    const host = await startTestHost({ host: "0.0.0.0" });
    expect(host.url).toBe(`http://127.0.0.1:${host.port}`);
    expect(host.urls.at(-1)).toBe(host.url);
    for (const url of host.urls) expect((await fetch(`${url}/api/host`)).status, url).toBe(200);
  });
});

describe("listen", () => {
  it.each([
    ["203.0.113.77", 0, /no address "203.0.113.77"/],
    ["no.such.name.invalid", 0, /no address "no.such.name.invalid"/],
    ["127.0.0.1", 70_000, /70000 is no port/],
  ])("refuses %s port %i with a sentence", async (address, port, message) => {
    const server = createServer();
    await expect(listen(server, port, address)).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringMatching(message),
    });
    expect(server.listening).toBe(false);
  });

  it("gives up when twenty ports in a row are taken", async () => {
    const port = await takePorts(20);
    await expect(listen(createServer(), port, "127.0.0.1")).rejects.toThrow(/are all taken/);
  });
});
