import type { Packet } from "engine.io-parser";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TRANSPORTS, type TransportName, wireName } from "../../protocol/transport-names.ts";
import { startTcpProxy } from "../../testing/tcp-proxy.ts";
import { until } from "../../testing/until.ts";
import { TestHost } from "../conformance/test-host.ts";
import { orderedTransports } from "../engine/client.ts";
import { switchTransport } from "./client.ts";
import { isPause } from "./marks.ts";

// What a switch does for a session is in conformance/switch-checks.ts; here is what it leaves behind.

let host: TestHost;
let client: Socket;
beforeEach(async () => {
  host = await new TestHost().listen();
});
afterEach(async () => {
  client.close();
  await host.close();
});

async function connect(transport: TransportName, url = host.url): Promise<void> {
  client = io(url, {
    transports: orderedTransports(transport),
    upgrade: false,
    forceNew: true,
    transportOptions: { "short-polling": { pollInterval: 10 } },
  });
  await until("it is connected", () => client.connected);
}

describe.each(TRANSPORTS)("%s", (transport) => {
  const other = transport === "sse" ? "http-streaming" : "sse";

  test("is used like any other after a switch to it: its requests are not marked", async () => {
    await connect(other);
    expect(await switchTransport(client, transport)).toMatchObject({ ok: true });
    await client.emitWithAck("echo", "what was under way is over");
    host.urls.length = 0;
    await client.emitWithAck("echo", "x");
    await client.emitWithAck("echo", "y");
    expect(host.urls.filter((url) => url.includes("probe"))).toEqual([]);
    expect(host.urls.every((url) => url.includes(`transport=${wireName(transport)}`))).toBe(true);
  });

  test("leaves no listener on the engine", async () => {
    await connect(other);
    const { engine } = client.io;
    const listeners = (): number[] =>
      (["close", "upgrade", "upgradeError", "drain"] as const).map((event) => engine.listeners(event).length);
    const before = listeners();
    for (let i = 0; i < 5; i++) {
      expect(await switchTransport(client, transport)).toMatchObject({ ok: true });
      expect(await switchTransport(client, other, { timeoutMs: 0 })).toMatchObject({ ok: false });
      expect(await switchTransport(client, other)).toMatchObject({ ok: true });
    }
    expect(listeners()).toEqual(before);
  });

  test("ends the session when it falls silent in the middle of a switch away from it, so that it can connect anew", async () => {
    await connect(transport);
    const old = host.socket(client.id ?? "").conn.transport as unknown as { onPacket(packet: Packet): void };
    const onPacket = old.onPacket.bind(old);
    old.onPacket = (packet) => isPause(packet) || onPacket(packet); // the pause is never answered
    // The streams take packets in elsewhere; for them and long polling it is the way down that falls silent.
    Object.assign(old, { send: () => undefined, frame: () => "" });
    const result = await switchTransport(client, other, { silenceMs: 200 });
    expect(result).toMatchObject({ ok: false, error: { code: "closed" } });
    await until("it is back", () => client.connected);
    expect(await client.emitWithAck("echo", "well")).toBe("well");
  });

  test("can be closed while it is paused, and while it waits for that", async () => {
    const proxy = await startTcpProxy({ port: host.port });
    for (const isSilent of [false, true]) {
      await connect(transport, proxy.url);
      if (isSilent) proxy.freeze();
      const current = client.io.engine.transport;
      const paused = new Promise<void>((resolve) => current.pause(resolve));
      if (!isSilent) await paused;
      current.close();
      if (isSilent) proxy.thaw();
      await until("nothing is open at the host", () => host.open === 0);
      expect(current).toHaveProperty("readyState", "closed");
      client.close();
    }
    await proxy.close();
  });
});
