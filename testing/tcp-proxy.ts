import type { AddressInfo } from "node:net";
import net from "node:net";

/** A TCP proxy on loopback that makes a network worse: it adds latency and cuts connections. */
export interface TcpProxy {
  readonly port: number;
  readonly url: string;
  /** Connections that are open now. */
  readonly connections: number;
  /** Resets every open connection at once. New ones are accepted as before. */
  kill(): void;
  /** From now on nothing gets through, in either direction, and nobody is told: a network that fell silent. */
  freeze(): void;
  /** From now on it reads nothing of what the host sends on the open connections, so that this backs up at the host. */
  stall(): void;
  /** Ends that, with nothing lost. */
  flow(): void;
  /** Ends a freeze: resets the connections that were open, and lets new ones through. */
  thaw(): void;
  /** Resets every connection and accepts no more. */
  close(): Promise<void>;
}

export interface TcpProxyOptions {
  /** The port on loopback to which connections are passed on. */
  port: number;
  /** Added to everything on its way, in each direction, in ms: a round trip takes twice as long. */
  latencyMs?: number;
}

export async function startTcpProxy({ port, latencyMs = 0 }: TcpProxyOptions): Promise<TcpProxy> {
  const open = new Set<net.Socket>();
  const targets = new Set<net.Socket>();
  let frozen = false;
  // Half-open: an end in one direction is passed on, with the latency, before the other ends.
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const target = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    for (const socket of [client, target]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
    }
    targets.add(target);
    target.on("close", () => targets.delete(target));
    // Timers of one length fire in the order in which they were set, so bytes, end and close stay in order.
    const later = (action: () => void): void => {
      const act = (): void => {
        if (!frozen) action();
      };
      if (latencyMs === 0) act();
      else setTimeout(act, latencyMs);
    };
    forward(client, target, later);
    forward(target, client, later);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = (server.address() as AddressInfo).port;
  const kill = (): void => {
    for (const socket of open) reset(socket);
  };
  return {
    port: own,
    url: `http://127.0.0.1:${own}`,
    get connections() {
      return open.size / 2;
    },
    kill,
    freeze: () => {
      frozen = true;
    },
    stall: () => {
      for (const target of targets) target.pause();
    },
    flow: () => {
      for (const target of targets) target.resume();
    },
    thaw: () => {
      frozen = false;
      kill();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        kill();
      }),
  };
}

function forward(from: net.Socket, to: net.Socket, later: (action: () => void) => void): void {
  from.on("data", (bytes) => later(() => to.writable && to.write(bytes)));
  from.on("end", () => later(() => to.end()));
  from.on("error", () => later(() => reset(to))); // a reset is passed on as one
  from.on("close", () => later(() => to.destroySoon()));
}

/** Ends a connection by RST. One whose end has been sent already cannot be reset: libuv would never close it. */
function reset(socket: net.Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
