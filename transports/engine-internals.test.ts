import { createRequire } from "node:module";
import * as engineio from "engine.io";
import { Socket as ClientEngine, Transport as ClientTransport, Fetch, NodeWebSocket } from "engine.io-client";
import { describe, expect, test } from "vitest";
import pinned from "../package.json" with { type: "json" };
import { TestHost } from "./conformance/test-host.ts";
import { serverPollingClass } from "./engine-internals.ts";

const require = createRequire(import.meta.url);

/** The versions whose source was read for engine-internals.ts and for the transports. */
const READ = {
  "engine.io": "6.6.11",
  "engine.io-client": "6.6.8",
  "engine.io-parser": "5.2.3",
  "socket.io": "4.8.4",
  "socket.io-client": "4.8.4",
};

// When this fails after an update: read what changed in the package, mend engine-internals.ts, then set the version.
test.each(Object.entries(READ))("%s is the version that was read, %s, and pinned to it", (name, version) => {
  const entry = require.resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}/`.length);
  expect(require(`${folder}package.json`).version).toBe(version);
  expect(pinned.dependencies).toHaveProperty([name], version);
});

describe("what the transports touch is there", () => {
  test.each(["verify", "createTransport", "upgrades", "handleUpgrade", "handshake"])(
    "Server: %s",
    (method) => {
      expect(engineio.Server.prototype).toHaveProperty(method, expect.any(Function));
    },
  );

  test("Server: ws, which tells the heads of its answers", () => {
    expect(new engineio.Server()).toHaveProperty("ws.on", expect.any(Function));
  });

  test("Socket on the host: _maybeUpgrade", () => {
    expect(engineio.Socket.prototype).toHaveProperty("_maybeUpgrade", expect.any(Function));
  });

  test("Socket on the host: id, upgrading, upgraded, writeBuffer", async () => {
    const host = await new TestHost().listen();
    const connection = new Promise<engineio.Socket>((resolve) => host.engine.once("connection", resolve));
    await fetch(`${host.url}/socket.io/?EIO=4&transport=polling`);
    const socket = await connection;
    expect(socket).toMatchObject({ upgrading: false, upgraded: false, writeBuffer: [] });
    expect(socket).toHaveProperty("id", expect.any(String));
    await host.close();
  });

  test("the class of polling on the host", () => {
    const Polling = serverPollingClass(engineio.transports);
    expect(Polling.name).toBe("Polling");
    expect(Polling.prototype).toBeInstanceOf(engineio.Transport);
    for (const method of ["onRequest", "onPacket", "send", "doClose", "discard"]) {
      expect(Polling.prototype).toHaveProperty(method, expect.any(Function));
    }
  });

  test.each(["createTransport", "setTransport", "flush", "emitReserved"])(
    "Socket on the client: %s",
    (method) => {
      expect(ClientEngine.prototype).toHaveProperty(method, expect.any(Function));
    },
  );

  test("Socket on the client: upgrading, _maxPayload", async () => {
    const host = await new TestHost({ maxPayload: 12_345 }).listen();
    const engine = new ClientEngine(host.url, { path: "/socket.io/", transports: ["websocket"] });
    await new Promise<void>((resolve) => engine.once("open", () => resolve()));
    expect(engine).toHaveProperty("_maxPayload", 12_345);
    engine.close();
    await host.close();
    const source = ClientEngine.prototype.close.toString();
    expect(source).toContain("this.upgrading"); // it has no value before the first switch
    expect(source).toMatch(/"upgrade".*"upgradeError"/s);
  });

  test("transports on the client: readyState, and pausing by a callback", () => {
    expect(ClientTransport.prototype.close.toString()).toContain("this.readyState");
    expect(Fetch.prototype.pause.toString()).toMatch(/"pausing".*"paused".*"pollComplete".*"drain"/s);
    expect(NodeWebSocket.prototype).toHaveProperty("write", expect.any(Function));
    expect(ClientTransport.prototype).toHaveProperty("onError", expect.any(Function));
  });
});
