import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect as connectTcp, type Socket } from "node:net";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { Admission } from "./admission.ts";
import { HOST_LIMITS } from "./host-limits.ts";
import { connect, eventually, parseRaw, sendRaw, startTestHost } from "./test-host.ts";

afterEach(() => void vi.useRealTimers());

const from = (remoteAddress: string) => ({ socket: { remoteAddress } }) as IncomingMessage;

describe("handshake", () => {
  it("bounds how fast one address opens sessions, and no other's", () => {
    vi.useFakeTimers();
    const admission = new Admission({ ...HOST_LIMITS, handshakesPerSecond: 10, handshakeBurst: 20 });
    const count = (address: string, tries: number): number =>
      Array.from({ length: tries }, () => admission.handshake(from(address))).filter(
        (reason) => reason === null,
      ).length;
    expect(count("10.0.0.1", 50)).toBe(20);
    expect(count("10.0.0.2", 50)).toBe(20);
    vi.advanceTimersByTime(1_000);
    expect(count("10.0.0.1", 50)).toBe(10);
    admission.close();
  });

  it("lets a class behind one address in", () => {
    const admission = new Admission(HOST_LIMITS);
    const reasons = Array.from({ length: 60 }, () => admission.handshake(from("192.168.1.1")));
    expect(reasons.every((reason) => reason === null)).toBe(true);
    admission.close();
  });

  it("forgets an address, but not before its bucket is full again", () => {
    vi.useFakeTimers();
    const admission = new Admission({ ...HOST_LIMITS, handshakesPerSecond: 10, handshakeBurst: 20 });
    for (let i = 0; i < 300; i++) admission.handshake(from(`10.0.0.${i}`));
    expect(admission.size).toBe(300);
    vi.advanceTimersByTime(1_900);
    expect(admission.size).toBe(300);
    vi.advanceTimersByTime(200);
    expect(admission.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("answers 429 with a sentence, to polling and to WebSocket, and lets open sessions be", async () => {
    const host = await startTestHost({ limits: { handshakeBurst: 1, handshakesPerSecond: 0.001 } });
    const ann = await connect(host);
    const path = "/socket.io/?EIO=4&transport=";
    const websocket = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
    for (const lines of [
      [`GET ${path}polling HTTP/1.1`, "Host: localhost", "Connection: close"],
      [
        `GET ${path}websocket HTTP/1.1`,
        "Host: localhost",
        ...websocket,
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ],
    ])
      expect(parseRaw(await sendRaw(host, lines))).toMatchObject({
        status: 429,
        body: { code: "rate-limited", message: expect.stringMatching(/Try again/) },
      });
    expect(await ann.emitWithAck("room:list", {})).toMatchObject({ ok: true });
  });

  it("bounds how many sessions one address has open", async () => {
    const host = await startTestHost({ limits: { sessionsPerAddress: 2 } });
    const ann = await connect(host);
    await connect(host);
    await expect(connect(host)).rejects.toThrow();
    ann.close();
    await eventually(async () =>
      connect(host).then(
        () => "in",
        () => "refused",
      ),
    ).toBe("in");
  });
});

describe("connections", () => {
  it("are bounded by address, and counted down when they close", async () => {
    const admission = new Admission({
      ...HOST_LIMITS,
      connectionsPerAddress: 3,
      handshakeBurst: 1,
      handshakesPerSecond: 100,
    });
    const server = createServer();
    admission.watch(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const open = async (): Promise<{ socket: Socket; dropped: () => boolean }> => {
      const socket = connectTcp((server.address() as AddressInfo).port, "127.0.0.1");
      let dropped = false;
      socket.on("close", () => {
        dropped = true;
      });
      socket.on("error", () => {}); // dropped by the server
      await once(socket, "connect");
      return { socket, dropped: () => dropped };
    };
    const sockets = [await open(), await open(), await open(), await open(), await open()];
    onTestFinished(() => {
      for (const { socket } of sockets) socket.destroy();
      server.close();
      admission.close();
    });
    await eventually(() => sockets.map(({ dropped }) => dropped())).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    for (const { socket } of sockets) socket.destroy();
    await eventually(() => admission.size).toBe(0);
    const again = await open();
    sockets.push(again);
    expect(again.dropped()).toBe(false);
  });
});
