import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import {
  bundle,
  connect,
  eventually,
  messageOf,
  sendRaw,
  startTestHost,
  temporaryFolder,
} from "./test-host.ts";

describe("starting", () => {
  it("keeps the host's id over a restart, and makes its folder", async () => {
    const dataDir = join(temporaryFolder(), "a", "b");
    const first = await startTestHost({ dataDir });
    await first.close();
    expect((await startTestHost({ dataDir })).info.id).toBe(first.info.id);
  });

  it("fails with a sentence when the data folder cannot be made", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(startTestHost({ dataDir: join(file, "data") })).rejects.toMatchObject({
      name: "StartError",
      code: "data",
      message: expect.stringMatching(/cannot be made/),
    });
  });

  it("fails with a sentence when another host uses the data folder, and leaves that one alone", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir });
    await expect(startTestHost({ dataDir })).rejects.toThrow(/Another Pushpull host uses/);
    expect((await fetch(`${host.url}/api/host`)).status).toBe(200);
  });

  it("lets go of the data folder when it cannot listen", async () => {
    const dataDir = temporaryFolder();
    await expect(startTestHost({ dataDir, host: "203.0.113.77" })).rejects.toThrow(/no address/);
    await startTestHost({ dataDir });
  });
});

describe("closing", () => {
  it("tells the clients, acks what it has accepted, and keeps it", async () => {
    const dataDir = temporaryFolder();
    const host = await startTestHost({ dataDir });
    const clients = [await connect(host), await connect(host, {}, { transports: ["polling"] })];
    const reasons: string[] = [];
    for (const client of clients) client.on("disconnect", (reason) => void reasons.push(reason));
    const [ann] = clients;
    await ann?.emitWithAck("room:join", { room: "lobby" });
    const acks: unknown[] = [];
    for (let i = 0; i < 50; i++) ann?.emit("message", messageOf(`${i}`), (reply) => void acks.push(reply));
    await ann?.emitWithAck("room:list", {});
    await host.close();
    await eventually(() => reasons).toEqual(["io server disconnect", "io server disconnect"]);
    await host.close(); // again: nothing happens

    const again = await connect(await startTestHost({ dataDir }));
    const page = await again.emitWithAck("room:join", { room: "lobby" });
    expect(page.ok && page.messages.length).toBe(acks.length);
  });

  it("ends held polls, streams, WebSockets that never spoke and connections that are only open", async () => {
    const host = await startTestHost();
    const ended: Promise<unknown>[] = [];
    for (const transport of ["sse", "http-streaming"]) {
      const answer = await fetch(`${host.url}/socket.io/?EIO=4&transport=${transport}`);
      ended.push(answer.text());
    }
    const handshake = await (await fetch(`${host.url}/socket.io/?EIO=4&transport=polling`)).text();
    const { sid } = JSON.parse(handshake.slice(1)) as { sid: string };
    ended.push(
      fetch(`${host.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`).then((answer) => answer.text()),
    );
    const upgrade = [
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
      "Host: localhost",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    ended.push(sendRaw(host, upgrade));
    ended.push(sendRaw(host, []));
    const slow = request(`${host.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: "POST" });
    slow.write("4");
    ended.push(once(slow, "error"));
    await eventually(() => host.totals().wire.up).toBeGreaterThan(500);
    await host.close();
    await Promise.all(ended);
    await expect(fetch(`${host.url}/api/host`)).rejects.toThrow();
  });

  it("leaves nothing behind that keeps the process alive", async () => {
    const folder = temporaryFolder();
    const program = `
      import { startHost } from "./host.ts";
      import { io } from "socket.io-client";
      const host = await startHost({ host: "127.0.0.1", port: 0, dataDir: ${JSON.stringify(join(folder, "data"))} });
      for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
        const client = io(host.url, { transports, forceNew: true });
        await new Promise((resolve) => client.once("welcome", resolve));
        const reply = await client.emitWithAck("room:join", { room: "lobby" });
        if (!reply.ok) throw new Error(reply.error.message);
        await client.emitWithAck("message", { room: "lobby", id: client.id, text: "hi", sentAt: Date.now() });
      }
      await fetch(host.url + "/socket.io/?EIO=4&transport=polling"); // a session that never polls again
      await host.close();
      process.send("closed");
      process.disconnect();`;
    const child = spawn(process.execPath, [await bundle(program)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let errors = "";
    child.stderr?.on("data", (chunk) => {
      errors += chunk;
    });
    const closed = once(child, "message");
    const [code, signal] = await once(child, "exit");
    expect([code, signal], errors).toEqual([0, null]);
    await closed;
  });

  it("is not there any more for those who ask who it is", async () => {
    const host = await startTestHost();
    await connect(host, {}, { transports: ["polling"] });
    const closing = host.close();
    await expect(fetch(`${host.url}/api/host`)).rejects.toThrow("fetch failed");
    await closing;
  });
});

describe("the log", () => {
  it("has neither tokens nor texts", async () => {
    const lines: string[] = [];
    const log = pino(
      { level: "trace" },
      new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk));
          done();
        },
      }),
    );
    const host = await startTestHost({ log });
    const token = "a-very-secret-token-1234";
    const ann = await connect(host, { name: "Ann", token });
    await ann.emitWithAck("room:join", { room: "lobby" });
    await ann.emitWithAck("message", messageOf("a very private text"));
    await ann.emitWithAck("message", { ...messageOf("a very private text"), id: "not good" });
    await host.close();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("")).not.toMatch(/very/);
  });
});
