import type { TransportName } from "../../protocol/transport-names.ts";
import type { TcpProxy } from "../../testing/tcp-proxy.ts";
import type { TestClient } from "./test-client.ts";
import type { TestHost, TestHostOptions } from "./test-host.ts";

type Awaitable<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** A client that runs here or in a page. */
export type RemoteClient = Awaitable<TestClient>;

/**
 * What a check runs on: one transport, in one environment. What it gives out is closed after the check, and
 * looked at for leftovers.
 */
export interface Subject {
  readonly transport: TransportName;
  /** The origin that the clients' requests name. */
  readonly origin: string;
  host(options?: TestHostOptions): Promise<TestHost>;
  proxy(host: TestHost, latencyMs?: number): Promise<TcpProxy>;
  /** A new client, not connected yet. */
  client(): Promise<RemoteClient>;
  /** Makes a client that is connected through `proxy` disappear without a word. */
  vanish(client: RemoteClient, proxy: TcpProxy): Promise<void>;
}

export interface Check {
  name: string;
  run(subject: Subject): Promise<void>;
}
