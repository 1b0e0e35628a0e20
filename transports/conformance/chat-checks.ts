import assert from "node:assert/strict";
import { wireName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { connected, join } from "./connected.ts";
import type { Check } from "./subject.ts";

/** Everything that some frame, script, line or payload might take for its own. */
const NASTY =
  "é 你好 😀 \" ' ` \\ \\n </script><script>p('') <!-- --> \r\n\r\ndata: x\n\n \u001e \u2028 \u2029 \0 \\u0027 6pause";

/** What any session must be able to do, on any transport. */
export const chatChecks: Check[] = [
  {
    name: "connects by the transport that was asked for",
    async run(subject) {
      const { host, client, id } = await connected(subject);
      assert.equal((await client.state()).transport, subject.transport);
      assert.equal(host.wireNameOf(id), wireName(subject.transport));
    },
  },
  {
    name: "an event up is acked, whatever its text",
    async run(subject) {
      const { client } = await connected(subject);
      assert.equal(await client.echo(NASTY), NASTY);
    },
  },
  {
    name: "an event down is acked, whatever its text",
    async run(subject) {
      const { host, id } = await connected(subject);
      assert.equal(await host.socket(id).timeout(20_000).emitWithAck("ask", NASTY), NASTY);
    },
  },
  {
    name: "a room's broadcast reaches those who are in it, and only them",
    async run(subject) {
      const { host, client } = await connected(subject);
      const { client: other } = await join(subject, host.url);
      await client.join("room");
      host.io.to("room").emit("note", "for the room");
      host.io.emit("note", "for all");
      await until("the broadcasts have come", async () => {
        return (await client.notes()).length === 2 && (await other.notes()).length === 1;
      });
      assert.deepEqual(await client.notes(), ["for the room", "for all"]);
      assert.deepEqual(await other.notes(), ["for all"]);
    },
  },
  {
    name: "a message of 1 MB goes up and comes down",
    async run(subject) {
      const { client } = await connected(subject);
      assert.ok(await client.echoLong(1_000_000));
    },
  },
  {
    name: "binary goes up and comes down: none, some, and 1 MB",
    async run(subject) {
      const { client } = await connected(subject);
      assert.ok(await client.echoBytes(0));
      assert.ok(await client.echoBytes(125));
      assert.ok(await client.echoBytes(70_000));
      assert.ok(await client.echoBytes(1_000_000));
    },
  },
  {
    name: "10 MB at once go up and come down in order, in payloads under the host's limit",
    async run(subject) {
      const { client } = await connected(subject, { maxPayload: 1_000_000 });
      assert.equal(await client.burst(200, 50_000), 200);
      assert.deepEqual((await client.state()).disconnects, []);
    },
  },
  {
    name: "heartbeats keep the session for many intervals",
    async run(subject) {
      const { host, client, id } = await connected(subject, { pingInterval: 150, pingTimeout: 20_000 });
      await until("five pongs have come", () => host.heartbeats >= 5);
      assert.equal((await client.state()).id, id);
    },
  },
];
