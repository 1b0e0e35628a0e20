import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "@playwright/test";
import type { TransportName } from "../../protocol/transport-names.ts";
import type { PageServer } from "../../testing/page-server.ts";
import { startTcpProxy, type TcpProxy } from "../../testing/tcp-proxy.ts";
import type { RemoteClient, Subject } from "./subject.ts";
import { TestHost } from "./test-host.ts";

/** What the pages run. */
export const PAGE = fileURLToPath(new URL("./page.ts", import.meta.url));

/**
 * Runs `use` with a subject whose clients live in pages of `context`, one each, and then closes all that it gave
 * out. The pages come from another origin than the hosts, so that every check is one across origins.
 */
export async function withBrowserSubject(
  transport: TransportName,
  context: BrowserContext,
  pages: PageServer,
  use: (subject: Subject) => Promise<void>,
): Promise<void> {
  const hosts: TestHost[] = [];
  const proxies: TcpProxy[] = [];
  const clients = new Map<RemoteClient, Page>();
  const subject: Subject = {
    transport,
    origin: new URL(pages.url).origin,
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
      const page = await context.newPage();
      await page.goto(pages.url);
      await page.waitForFunction(() => "client" in window);
      const client = remote(page);
      clients.set(client, page);
      return client;
    },
    async vanish(client) {
      await clients.get(client)?.close();
      clients.delete(client);
    },
  };
  try {
    await use(subject);
    for (const client of clients.keys()) await client.close();
    for (const host of hosts) await host.drained();
  } finally {
    for (const page of clients.values()) await page.close();
    for (const proxy of proxies) await proxy.close();
    for (const host of hosts) await host.close();
  }
}

/** The client in a page; what it is given and what it answers is JSON. */
function remote(page: Page): RemoteClient {
  const call = (name: string, args: unknown[]): Promise<unknown> =>
    page.evaluate(
      ([method, values]) => {
        const client = window.client as unknown as Record<string, (...given: unknown[]) => unknown>;
        return client[method]?.(...values);
      },
      [name, args] as const,
    );
  return new Proxy(
    {},
    {
      // `then` is none of its methods: a proxy that had one would be taken for a promise
      get: (_, name) => (name === "then" ? undefined : (...args: unknown[]) => call(String(name), args)),
    },
  ) as RemoteClient;
}
