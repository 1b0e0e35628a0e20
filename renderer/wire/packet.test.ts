import { describe, expect, test } from "vitest";
import { readPacket } from "./packet.ts";
import { messagePacket } from "./test-wire.ts";
import { whatOf } from "./what.ts";

const what = (packet: string, up = false) => whatOf(readPacket(packet, false), up);

describe("a packet is read", () => {
  test("as Engine.IO's type and Socket.IO's inside it", () => {
    expect(readPacket('4213["room:join",{"room":"lobby"}]', false)).toEqual({
      engine: "message",
      text: '213["room:join",{"room":"lobby"}]',
      socket: { type: "EVENT", namespace: "/", ack: 13, event: "room:join", body: { room: "lobby" } },
    });
  });

  test("with a namespace, and with attachments", () => {
    expect(readPacket("40/admin,{}", false).socket).toMatchObject({ type: "CONNECT", namespace: "/admin" });
    const binary = readPacket('451-/a,7["file",{"_placeholder":true,"num":0}]', false).socket;
    expect(binary).toMatchObject({ type: "BINARY_EVENT", namespace: "/a", ack: 7, event: "file" });
  });

  test("as far as it goes when it was cut", () => {
    const cut = messagePacket(12, { text: "x".repeat(5_000) }).slice(0, 4_096);
    expect(readPacket(cut, false).socket).toMatchObject({ event: "message", body: undefined });
  });

  test.each(["", "9", "4", "4x", "42{", "\u0000"])("%j is no error", (text) => {
    expect(() => what(text)).not.toThrow();
  });

  test("binary stays hex", () => {
    expect(readPacket("00ff", true)).toEqual({ engine: "binary", text: "00ff", socket: null });
  });
});

test.each([
  ["2", "ping"],
  ["3", "pong"],
  ["2probe", "probe"],
  ["3probe", "probed"],
  ["5", "upgrade"],
  ["6", "nothing"],
  ["6pause", "pause"],
  ["6moved", "moved"],
  ['0{"sid":"[redacted]"}', "open"],
  ['40{"sid":"[redacted]"}', "connected"],
  ['431[{"ok":true}]', "answer"],
  ['42["typing",{"typing":false}]', "stopped"],
  ['42["member",{}]', "member"],
  ["4?", "unknown"],
])("%s in words is %s", (packet, key) => {
  expect(what(packet).key).toBe(key);
});

test("a message has its number, one's own its words, and its answer the number again", () => {
  expect(what(messagePacket(4815))).toEqual({ key: "message", value: 4815 });
  expect(what('423["message",{"id":"a","text":"hello\\nthere"}]', true)).toEqual({
    key: "yours",
    value: "hello there",
  });
  expect(what('433[{"ok":true,"seq":4815,"storedAt":1}]')).toEqual({ key: "stored", value: 4815 });
});
