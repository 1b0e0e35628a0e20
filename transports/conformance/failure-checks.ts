import assert from "node:assert/strict";
import { wireName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { connected, join, reconnected, works } from "./connected.ts";
import type { Check } from "./subject.ts";
import { allBut } from "./test-host.ts";

/** Short polling is only missed when it should have answered a ping. In ms. */
const QUICK_PINGS = { pingInterval: 500, pingTimeout: 3_000 };

/** What happens when something goes wrong, on any transport. */
export const failureChecks: Check[] = [
  {
    name: "the host notices a client that closes",
    async run(subject) {
      const { host, client, id } = await connected(subject);
      await client.close();
      await until("the session has ended", () => host.ended.has(id));
      assert.equal(host.ended.get(id), "client namespace disconnect");
      await host.drained();
      assert.equal(await client.iframes(), 0);
    },
  },
  {
    name: "the host notices a client that disappears",
    async run(subject) {
      const host = await subject.host(QUICK_PINGS);
      const proxy = await subject.proxy(host);
      const { client, id } = await join(subject, proxy.url);
      if (subject.transport === "long-polling") {
        await until("a poll waits", () => host.socket(id).conn.transport.writable);
      }
      await subject.vanish(client, proxy);
      await until("the session has ended", () => host.ended.has(id));
      assert.match(host.ended.get(id) ?? "", /^(transport close|transport error|ping timeout)$/);
    },
  },
  {
    name: "a client notices a host that goes away, and one that comes back",
    async run(subject) {
      const { host, client, id } = await connected(subject);
      host.io.disconnectSockets(true);
      await until("the client has noticed", async () => (await client.state()).disconnects.length > 0);
      await until("the session has ended", () => host.ended.has(id));
      assert.equal((await client.state()).connected, false);
      assert.equal(await client.iframes(), 0);
    },
  },
  {
    name: "after its connections were cut a session comes back and works",
    async run(subject) {
      const host = await subject.host(QUICK_PINGS);
      const proxy = await subject.proxy(host);
      const { client, id } = await join(subject, proxy.url);
      proxy.kill();
      // Between two polls there may be nothing to cut: then the session just goes on.
      if (!subject.transport.endsWith("polling")) await reconnected(client, id);
      await works(client);
      assert.equal((await client.state()).transport, subject.transport);
    },
  },
  {
    name: "when the network falls silent both sides notice, and later the session comes back",
    async run(subject) {
      const host = await subject.host(QUICK_PINGS);
      const proxy = await subject.proxy(host);
      const { client, id } = await join(subject, proxy.url);
      proxy.freeze();
      await until("the client has noticed", async () => (await client.state()).disconnects.length > 0);
      await until("the host has noticed", () => host.ended.get(id) === "ping timeout");
      assert.ok((await client.iframes()) <= 1, "more than that of the next attempt");
      proxy.thaw();
      await reconnected(client, id);
    },
  },
  {
    name: "a page of another origin is refused with 403",
    async run(subject) {
      const host = await subject.host({ isOriginAllowed: (origin) => origin !== subject.origin });
      const client = await subject.client();
      const { transport, origin } = subject;
      const outcome = await client.connect({ url: host.url, transport, origin, reconnection: false });
      assert.ok(!outcome.ok && outcome.message.length > 0);
      assert.equal(host.engine.clientsCount, 0);
    },
  },
  {
    name: "a payload over the limit ends the session with a clear reason, and no other session",
    async run(subject) {
      const { host, client, id } = await connected(subject, { maxPayload: 200_000 });
      const { client: other, id: otherId } = await join(subject, host.url);
      await client.shout(300_000);
      await reconnected(client, id);
      const [why] = (await client.state()).disconnects;
      // HTTP status 413 (RFC 9110, section 15.5.14), WebSocket close code 1009 (RFC 6455, section 7.4.1)
      assert.match(why ?? "", /413|1009/);
      assert.equal((await other.state()).id, otherId);
      assert.equal(await other.echo("untouched"), "untouched");
    },
  },
  {
    name: "a host that does not serve the transport says so",
    async run(subject) {
      const host = await subject.host({ transports: allBut(subject.transport) });
      const client = await subject.client();
      const { transport, origin } = subject;
      const outcome = await client.connect({ url: host.url, transport, origin, reconnection: false });
      assert.ok(!outcome.ok && outcome.message.length > 0);
      assert.equal(host.engine.clientsCount, 0);
      const url = `${host.url}/socket.io/?EIO=4&transport=${wireName(transport)}&origin=${origin}`;
      const answer = await fetch(url);
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /does not serve that transport/);
    },
  },
];
