import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** What has passed since the last `reset`. Up is from the client to the host. */
export interface PipeCount {
  up: number;
  down: number;
  /** TCP connections opened. */
  opened: number;
  /** Of them, those that are open now, to the client or to the host. */
  open: number;
}

export interface CountingPipe {
  readonly port: number;
  reset(): void;
  count(): PipeCount;
  close(): Promise<void>;
}

/**
 * A TCP pipe on loopback that passes bytes on untouched and counts them. It knows nothing of HTTP or of our
 * protocol, so what it counts is a witness against what the app says of itself.
 */
export async function openCountingPipe(targetPort: number): Promise<CountingPipe> {
  let counted = { up: 0, down: 0, opened: 0 };
  const clients = new Set<Socket>();
  const hosts = new Set<Socket>();
  const server = createServer((client) => {
    const host = connect(targetPort, "127.0.0.1");
    client.setNoDelay(true);
    host.setNoDelay(true);
    clients.add(client);
    hosts.add(host);
    counted.opened++;
    client.on("data", (chunk) => {
      counted.up += chunk.length;
    });
    client.pipe(host);
    host.on("data", (chunk) => {
      counted.down += chunk.length;
      // A slow reader slows the host, as without a pipe.
      if (client.writable && !client.write(chunk)) host.pause();
    });
    client.on("drain", () => host.resume());
    host.on("end", () => client.end());
    for (const socket of [client, host]) socket.on("error", () => socket.destroy());
    client.on("close", () => {
      clients.delete(client);
      host.resume(); // what the host still sends has been sent, and counts, though nobody reads it
      host.end();
    });
    host.on("close", () => {
      hosts.delete(host);
      client.destroySoon();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    reset: () => {
      counted = { up: 0, down: 0, opened: 0 };
    },
    count: () => ({ ...counted, open: Math.max(clients.size, hosts.size) }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of [...clients, ...hosts]) socket.destroy();
      }),
  };
}
