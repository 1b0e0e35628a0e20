import net, { type AddressInfo } from "node:net";
import { type Conditions, conditionsSchema, type FaultEvent, type FaultKind } from "../../protocol/faults.ts";
import { Connection, type Tally } from "./connection.ts";
import { reset } from "./reset.ts";

/** How long what is on its way has to arrive when the proxy ends, in ms. */
const GRACE = 1_000;

export interface FaultProxyOptions {
  /** The host to which connections are passed on. */
  target: { host: string; port: number };
  /** Default: 127.0.0.1. */
  listenHost?: string;
  /** Default: any that is free. */
  port?: number;
  conditions: Conditions;
  /** A whole number of 32 bits, for all that is left to chance: it cuts the same connections after the same time. */
  seed: number;
  /** Is told the local port of each connection to the host, before anything is sent on it. */
  dialled?: (localPort: number) => void;
  /** Is told that port when the connection is gone. */
  hungUp?: (localPort: number) => void;
}

/** Bytes are counted as they are read from and written to a socket. */
export interface FaultCounts {
  /** On the clients' side. The proxy's own answers are in it. */
  client: Tally;
  /** On the host's side. */
  host: Tally;
  /** Connections that clients have opened so far, and those that are open now. */
  connections: { opened: number; open: number };
}

/** A TCP proxy between clients and a host that makes the network worse, in the ways that users know. */
export interface FaultProxy {
  readonly port: number;
  readonly url: string;
  readonly conditions: Conditions;
  /** Holds for bytes and connections from now on, those that are open included. Throws a ZodError. */
  setConditions(conditions: Conditions): void;
  /** Resets every open connection, both sides of it, now. New ones are accepted as before. */
  cut(): void;
  /** Calls `listener` at every event from now on, until the function that it returns is called. */
  on(listener: (event: FaultEvent) => void): () => void;
  counts(): FaultCounts;
  /** Accepts no more, and closes every connection behind what is on its way; what takes longer than a second is reset. */
  finish(): Promise<void>;
  /** Resets every connection and accepts no more. */
  close(): Promise<void>;
}

/**
 * Starts a proxy. Without a fault that concerns HTTP it passes bytes on untouched. Setting up a TCP connection is
 * the kernel's work and is not delayed. Throws a ZodError for conditions out of bounds, and Node's error when the
 * port cannot be had.
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { target, listenHost = "127.0.0.1", port = 0, seed } = options;
  let conditions = conditionsSchema.parse(options.conditions);
  const listeners = new Set<(event: FaultEvent) => void>();
  const open = new Set<Connection>();
  const counts = { client: { up: 0, down: 0 }, host: { up: 0, down: 0 } };
  let opened = 0;

  const tell = (event: FaultEvent): void => {
    for (const listener of [...listeners]) listener(event); // a copy: a listener may take itself off
  };
  const tellOfLink = (kind: FaultKind, connection = 0, clientPort = 0): void =>
    tell({ at: Date.now(), kind, connection, clientPort });

  // Half-open: an end in one direction is passed on before the other direction ends.
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    opened++;
    if (conditions.offline) {
      tellOfLink("offline", opened, client.remotePort);
      client.on("error", () => {
        // The client was faster: it is gone, which is all that was wanted.
      });
      reset(client);
      return;
    }
    const host = net.connect({ ...target, allowHalfOpen: true, noDelay: true });
    host.once("connect", () => {
      const { localPort = 0 } = host;
      options.dialled?.(localPort);
      host.once("close", () => options.hungUp?.(localPort));
    });
    const connection = new Connection({
      number: opened,
      client,
      host,
      seed,
      conditions,
      counts,
      tell,
      closed: () => open.delete(connection),
    });
    open.add(connection);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, listenHost, () => {
      server.off("error", reject);
      server.on("error", () => {
        // No connection could be accepted, for want of file descriptors: the client waits, as at a busy host.
      });
      resolve();
    });
  });
  const closed = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  const destroyAll = (): void => {
    for (const connection of open) connection.destroy();
  };
  const own = (server.address() as AddressInfo).port;

  return {
    port: own,
    url: `http://${listenHost.includes(":") ? `[${listenHost}]` : listenHost}:${own}`,
    get conditions() {
      return conditions;
    },
    setConditions: (next) => {
      const before = conditions;
      conditions = conditionsSchema.parse(next);
      if (before.offline !== conditions.offline) tellOfLink(conditions.offline ? "offline" : "online");
      for (const connection of open) connection.setConditions(conditions);
    },
    cut: () => {
      for (const connection of open) connection.cut("cut");
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    counts: () => ({
      client: { ...counts.client },
      host: { ...counts.host },
      connections: { opened, open: open.size },
    }),
    finish: async () => {
      const ended = closed();
      for (const connection of open) connection.finish();
      const over = setTimeout(destroyAll, GRACE);
      await ended;
      clearTimeout(over);
    },
    close: () => {
      const ended = closed();
      destroyAll();
      return ended;
    },
  };
}
