import assert from "node:assert/strict";
import { until } from "../../testing/until.ts";
import type { RemoteClient, Subject } from "./subject.ts";
import type { TestHost, TestHostOptions } from "./test-host.ts";

export interface Connection {
  host: TestHost;
  client: RemoteClient;
  /** The session's Socket.IO id. */
  id: string;
}

/** A host, and a client that is connected to it. */
export async function connected(subject: Subject, options: TestHostOptions = {}): Promise<Connection> {
  const host = await subject.host(options);
  return { host, ...(await join(subject, host.url)) };
}

/** A new client, connected to the host at `url` by the subject's transport. */
export async function join(subject: Subject, url: string): Promise<{ client: RemoteClient; id: string }> {
  const client = await subject.client();
  const { transport, origin } = subject;
  const outcome = await client.connect({ url, transport, origin });
  assert.ok(outcome.ok, `not connected: ${outcome.ok ? "" : outcome.message}`);
  return { client, id: outcome.id };
}

/** Waits until the client has a session again, with another id than `before`, and it works. */
export async function reconnected(client: RemoteClient, before: string): Promise<void> {
  await until("the client has connected again", async () => {
    const { connected, id } = await client.state();
    return connected && id !== before;
  });
  assert.equal(await client.echo("again"), "again");
}

/** Waits until the client's events are acked, on whatever session it has by then. */
export async function works(client: RemoteClient): Promise<void> {
  await until("the client works", () =>
    client.echo("works").then(
      (answer) => answer === "works",
      () => false, // the session was lost meanwhile: the next one will do
    ),
  );
}
