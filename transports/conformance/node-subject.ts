import type { TransportName } from "../../protocol/transport-names.ts";
import { startTcpProxy, type TcpProxy } from "../../testing/tcp-proxy.ts";
import type { RemoteClient, Subject } from "./subject.ts";
import { TestClient } from "./test-client.ts";
import { TestHost } from "./test-host.ts";

/** Runs `use` with a subject whose clients live in this process, then closes all that it gave out. */
export async function withNodeSubject(
  transport: TransportName,
  use: (subject: Subject) => Promise<void>,
): Promise<void> {
  const hosts: TestHost[] = [];
  const proxies: TcpProxy[] = [];
  const clients: TestClient[] = [];
  const subject: Subject = {
    transport,
    origin: "http://page.test",
    async host(options) {
      const host = await new TestHost(options).listen();
      hosts.push(host);
      return host;
    },
    async proxy(host, latencyMs = 0) {
      const proxy = await startTcpProxy({ port: host.port, latencyMs });
      proxies.push(proxy);
      return proxy;
    },
    async client() {
      const client = new TestClient();
      clients.push(client);
      return remote(client);
    },
    vanish: (_client, proxy) => proxy.close(),
  };
  try {
    await use(subject);
    for (const client of clients) client.close();
    for (const host of hosts) await host.drained();
  } finally {
    for (const client of clients) client.close();
    for (const proxy of proxies) await proxy.close();
    for (const host of hosts) await host.close();
  }
}

/** Its methods answer later, as those of a client in a page do. */
function remote(client: TestClient): RemoteClient {
  return new Proxy(client, {
    get(target, name: keyof TestClient) {
      const method: unknown = target[name];
      // `then` is none of its methods: a proxy that had one would be taken for a promise
      if (typeof method !== "function") return undefined;
      return async (...args: unknown[]) => Reflect.apply(method, target, args);
    },
  }) as unknown as RemoteClient;
}
