import { describe, expect, test } from "vitest";
import { bytesOfPacket, carriageOf, frameHead } from "./carriage.ts";
import type { PacketRow } from "./rows.ts";
import { messagePacket, TestWire } from "./test-wire.ts";
import { WireLog } from "./wire-log.ts";

function packetRow(wire: TestWire): PacketRow {
  const log = new WireLog();
  log.fold(wire.entries);
  const row = log.rows.find((one): one is PacketRow => one.kind === "packet");
  if (!row) throw new Error("there is no packet");
  return row;
}

describe("the head of a WebSocket frame (RFC 6455, section 5.2)", () => {
  test.each([
    [5, false, false, "81 05", 2],
    [125, false, false, "81 7d", 2],
    [126, false, false, "81 7e 00 7e", 4],
    [65_535, true, false, "82 7e ff ff", 4],
    [65_536, true, false, "82 7f 00 00 00 00 00 01 00 00", 10],
    [5, false, true, "81 85", 6],
    [256, true, true, "82 fe 01 00", 8],
  ])("%i bytes, binary %s, masked %s: %s", (length, binary, masked, hex, bytes) => {
    expect(frameHead(length, binary, masked)).toMatchObject({ hex, bytes, isMasked: masked });
  });
});

describe("what was written", () => {
  test("SSE: the event's text, with the packet in it", () => {
    const packet = messagePacket(1);
    const written = { text: `data:${packet}\n\n`, hex: false, bytes: packet.length + 7 };
    const { parts, bytes } = carriageOf(
      packetRow(new TestWire().request(1, "sse").down(1, packet, { written })),
    );
    expect(parts).toEqual([
      { role: "around", text: "data:" },
      { role: "packet", text: packet },
      { role: "around", text: "\n\n" },
    ]);
    expect(bytes).toBe(packet.length + 7);
  });

  test("iframe: the script, in which the packet is a string with escapes", () => {
    const packet = `42["typing","it's"]`;
    const text = `<script nonce=x>p('42["typing","it\\u0027s"]')</script>`;
    const written = { text, hex: false, bytes: text.length };
    const row = packetRow(new TestWire().request(1, "iframe-streaming").down(1, packet, { written }));
    const { parts } = carriageOf(row);
    expect(parts.map((part) => part.text)).toEqual([
      "<script nonce=x>p('",
      `42["typing","it\\u0027s"]`,
      "')</script>",
    ]);
    expect(parts[1]?.role).toBe("packet");
  });

  test.each([
    [3, "03"],
    [300, "7e 01 2c"],
    [70_000, "7f 00 00 00 00 00 01 11 70"],
  ])("HTTP streaming: %i bytes have the length's head %s", (bytes, head) => {
    const text = head.replaceAll(" ", "") + "34".repeat(3);
    const written = { text, hex: true, bytes: bytes + head.split(" ").length };
    const row = packetRow(new TestWire().request(1, "http-streaming").down(1, "444", { written, bytes }));
    expect(carriageOf(row).parts[0]).toEqual({ role: "around", text: head, hex: true });
  });

  test("WebSocket: the frame's head is worked out from the length, up with a mask", () => {
    const down = packetRow(new TestWire().request(1, "websocket").down(1, "42[1]"));
    const up = packetRow(new TestWire().request(1, "websocket").up(1, "42[1]"));
    expect([carriageOf(down).bytes, carriageOf(up).bytes]).toEqual([7, 11]);
    expect([bytesOfPacket(down), bytesOfPacket(up)]).toEqual([7, 11]);
    expect(carriageOf(up).parts[0]?.text).toBe("81 85");
  });

  test("polling: the packet alone", () => {
    const row = packetRow(new TestWire().poll(1, messagePacket(1)));
    expect(carriageOf(row)).toMatchObject({ bytes: messagePacket(1).length, frame: null });
  });
});
