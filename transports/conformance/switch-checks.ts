import assert from "node:assert/strict";
import { TRANSPORTS, type TransportName, wireName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { connected, join, reconnected, works } from "./connected.ts";
import type { Check } from "./subject.ts";
import { assertNothingLost } from "./switch-routes.ts";
import { allBut, type TestHost } from "./test-host.ts";

const others = (name: TransportName): TransportName[] => TRANSPORTS.filter((other) => other !== name);

/** A session that the client has given up without a word is only missed when it should have answered a ping. In ms. */
const QUICK_PINGS = { pingInterval: 500, pingTimeout: 3_000 };

/** From now on the host closes each candidate of the session as soon as it has answered the probe. */
function breakCandidates(host: TestHost, id: string): () => void {
  const { conn } = host.socket(id);
  // Not in the event itself: Engine.IO starts a timer after it.
  const breakIt = (candidate: { close(): void }): void => void setImmediate(() => candidate.close());
  conn.on("upgrading", breakIt);
  return () => conn.off("upgrading", breakIt);
}

/** The live switch away from a transport, and what may go wrong with it. */
export const switchChecks: Check[] = [
  {
    name: "acks in flight survive switches",
    async run(subject) {
      const { client, id } = await connected(subject);
      const acks = client.late(50, 300);
      for (const to of [...others(subject.transport), subject.transport]) {
        const result = await client.switchTo(to);
        assert.ok(result.ok, JSON.stringify(result));
      }
      assert.equal(await acks, 50);
      const { id: after, transport, disconnects } = await client.state();
      assert.deepEqual([after, transport, disconnects], [id, subject.transport, []]);
    },
  },
  {
    name: "a switch to where it is already is done at once",
    async run(subject) {
      const { client } = await connected(subject);
      const { transport } = subject;
      assert.deepEqual(await client.switchTo(transport), { ok: true, from: transport, to: transport, ms: 0 });
    },
  },
  {
    name: "one switch at a time: the second is told so",
    async run(subject) {
      const { client } = await connected(subject);
      const [first, second] = others(subject.transport);
      assert.ok(first && second);
      const [a, b] = await Promise.all([client.switchTo(first), client.switchTo(second)]);
      assert.ok(a.ok);
      assert.equal(b.ok ? "ok" : b.error.code, "busy");
      assert.equal((await client.state()).transport, first);
    },
  },
  {
    name: "without a connection there is nothing to switch",
    async run(subject) {
      const { client } = await connected(subject);
      await client.close();
      const result = await client.switchTo(subject.transport);
      assert.equal(result.ok ? "ok" : result.error.code, "not-connected");
    },
  },
  {
    name: "a transport that the host does not serve is refused, and the session goes on",
    async run(subject) {
      const [missing] = others(subject.transport).reverse();
      assert.ok(missing);
      const { host, client, id } = await connected(subject, { transports: allBut(missing) });
      const result = await client.switchTo(missing);
      assert.equal(result.ok ? "ok" : result.error.code, "refused");
      assert.equal(await client.echo("still here"), "still here");
      const { id: after, transport, disconnects } = await client.state();
      assert.deepEqual([after, transport, disconnects], [id, subject.transport, []]);
      assert.equal(host.engine.candidateCount, 0);
    },
  },
  {
    name: "a target that breaks when all seemed well leaves the session where it was, with nothing lost",
    async run(subject) {
      const { host, client, id } = await connected(subject);
      const stop = breakCandidates(host, id);
      host.startTraffic(100);
      await client.startTraffic(100);
      // Not WebSocket: it may close so late that the client has moved already; see below.
      for (const to of others(subject.transport).filter((name) => name !== "websocket")) {
        const result = await client.switchTo(to);
        assert.equal(result.ok ? `ok ${to}` : result.error.code, "refused", JSON.stringify(result));
        assert.equal(await client.echo("still here"), "still here");
      }
      stop();
      const [to] = others(subject.transport);
      assert.ok(to && (await client.switchTo(to)).ok);
      await assertNothingLost(host, client);
      const { id: after, transport, disconnects } = await client.state();
      assert.deepEqual([after, transport, disconnects], [id, to, []]);
    },
  },
  {
    name: "a target that breaks at the last moment leaves a session that works",
    async run(subject) {
      const { host, client, id } = await connected(subject, QUICK_PINGS);
      const to = subject.transport === "websocket" ? "sse" : "websocket";
      breakCandidates(host, id);
      const result = await client.switchTo(to);
      // Once the client has moved nobody can know whether the host has, too: then the session starts anew.
      assert.match(result.ok ? "ok" : result.error.code, /^(refused|closed)$/);
      await works(client);
    },
  },
  {
    name: "a target that breaks when the host has moved, and the client has not, leaves a session that works",
    async run(subject) {
      const { host, client, id } = await connected(subject);
      const to = subject.transport === "sse" ? "http-streaming" : "sse";
      // Before the engine's own listener, which lets the client move.
      host.socket(id).conn.prependOnceListener("upgrade", (target: { close(): void }) => target.close());
      const result = await client.switchTo(to);
      assert.match(result.ok ? "ok" : result.error.code, /^(refused|closed)$/);
      await reconnected(client, id);
      assert.equal((await client.state()).transport, subject.transport);
    },
  },
  {
    name: "a switch that takes too long is given up, and the session goes on",
    async run(subject) {
      const host = await subject.host();
      const proxy = await subject.proxy(host, 20);
      const { client, id } = await join(subject, proxy.url);
      host.startTraffic(100);
      await client.startTraffic(100);
      // Each ends in another phase of the switch.
      for (const to of others(subject.transport)) {
        for (const timeoutMs of [1, 60, 100, 140]) {
          const result = await client.switchTo(to, timeoutMs);
          if (result.ok) await client.switchTo(subject.transport);
          else assert.equal(result.error.code, "timeout", JSON.stringify(result));
        }
      }
      await assertNothingLost(host, client);
      const { id: after, disconnects } = await client.state();
      assert.deepEqual([after, disconnects], [id, []]);
    },
  },
  {
    name: "when the connections are cut in the middle of a switch the session comes back, and can switch",
    async run(subject) {
      const host = await subject.host();
      const proxy = await subject.proxy(host);
      const { client, id } = await join(subject, proxy.url);
      host.socket(id).conn.once("upgrading", () => proxy.kill());
      const [to, next] = others(subject.transport);
      assert.ok(to && next);
      const result = await client.switchTo(to);
      assert.match(result.ok ? "ok" : result.error.code, /^(ok|closed|refused)$/);
      await works(client);
      await until("the client can switch", async () => (await client.switchTo(next)).ok);
      assert.equal(await client.echo("there"), "there");
    },
  },
  {
    name: "after a switch the session reconnects by the new transport",
    async run(subject) {
      const host = await subject.host();
      const proxy = await subject.proxy(host);
      const { client, id } = await join(subject, proxy.url);
      const to = subject.transport === "websocket" ? "sse" : "websocket";
      assert.ok((await client.switchTo(to)).ok);
      proxy.kill();
      await reconnected(client, id);
      const state = await client.state();
      assert.equal(state.transport, to);
      assert.equal(host.wireNameOf(state.id ?? ""), wireName(to));
    },
  },
];
