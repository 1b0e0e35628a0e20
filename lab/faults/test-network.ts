import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type Conditions, type FaultEvent, type FaultKind, PRESETS } from "../../protocol/faults.ts";
import { type FaultProxy, startFaultProxy } from "./proxy.ts";

/** What the tests of this folder share: hosts, clients and proxies that are gone when the test is over. */

export interface TestProxy extends FaultProxy {
  /** All so far. */
  readonly events: FaultEvent[];
  kinds(): FaultKind[];
  /** Changes some of the conditions. */
  worsen(conditions: Partial<Conditions>): void;
}

/** A proxy before a port on loopback, direct but for these conditions. */
export async function startTestProxy(
  port: number,
  conditions: Partial<Conditions> = {},
  seed = 1,
): Promise<TestProxy> {
  const target = { host: "127.0.0.1", port };
  const proxy = await startFaultProxy({ target, seed, conditions: { ...PRESETS.direct, ...conditions } });
  onTestFinished(() => proxy.close());
  const events: FaultEvent[] = [];
  proxy.on((event) => events.push(event));
  return Object.assign(Object.create(proxy) as FaultProxy, {
    events,
    kinds: () => events.map(({ kind }) => kind),
    worsen: (change: Partial<Conditions>) => proxy.setConditions({ ...proxy.conditions, ...change }),
  });
}

async function listen(server: net.Server): Promise<number> {
  const open = new Set<net.Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** An HTTP server on loopback that sets no limits of its own; its port. */
export async function startHttpHost(
  handle: http.RequestListener,
  upgrade: (request: http.IncomingMessage, end: End) => void = (_, { socket }) => socket.destroy(),
): Promise<number> {
  const server = http.createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, handle);
  server.on("upgrade", (request, socket) => upgrade(request, watch(socket as net.Socket)));
  return listen(server);
}

/** A TCP server on loopback; its port. Ends of clients are left open. */
export async function startTcpHost(connected: (end: End) => void): Promise<number> {
  return listen(
    net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => connected(watch(socket))),
  );
}

/** One end of a TCP connection, and what has come of it. */
export interface End {
  readonly socket: net.Socket;
  /** All that has come so far, one character a byte. */
  text: string;
  /** Bytes that have come so far. */
  bytes: number;
  /** How it went: `ended` by FIN, or by an error's code, such as ECONNRESET. */
  outcome: string;
}

function watch(socket: net.Socket): End {
  const end: End = { socket, text: "", bytes: 0, outcome: "open" };
  socket.on("data", (chunk: Buffer) => {
    end.bytes += chunk.length;
    if (end.text.length < 1_000_000) end.text += chunk.toString("latin1");
  });
  socket.on("end", () => {
    if (end.outcome === "open") end.outcome = "ended";
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    end.outcome = error.code ?? error.message;
  });
  return end;
}

/** A client that speaks TCP, connected or refused. */
export async function dial(port: number): Promise<End> {
  const socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  onTestFinished(() => {
    socket.destroy();
  });
  const end = watch(socket);
  await new Promise<void>((resolve) => socket.once("connect", resolve).once("close", () => resolve()));
  return end;
}

/** A client that has sent a request's head. */
export async function request(port: number, ...lines: string[]): Promise<End> {
  const end = await dial(port);
  end.socket.write([...lines, "Host: localhost", "", ""].join("\r\n"));
  return end;
}

/** Waits, where what must not happen has had the time to happen. */
export const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
