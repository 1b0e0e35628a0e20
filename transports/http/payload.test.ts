import type { Packet } from "engine.io-parser";
import { describe, expect, test } from "vitest";
import { encode, splitPackets } from "./payload.ts";

const message = (data: unknown): Packet => ({ type: "message", data });
const bytesOf = async (packets: Packet[]): Promise<number> => Buffer.byteLength(await encode(packets));

describe("packets are cut into payloads that fit", () => {
  const packets = [
    ...["plain", "ünïcödé", "你好", "😀😀", "\u2028", "x".repeat(60), ""].map(message),
    ...[0, 1, 2, 3, 4, 40].map((length) => message(Buffer.alloc(length, 255))),
    message(new Uint8Array([1, 2, 3]).buffer),
    { type: "pong" } as const,
  ];

  test.each([1, 62, 63, 64, 65, 80, 100, 150, 1_000])(
    "of at most %i bytes, in order, none left out",
    async (max) => {
      const rows = splitPackets(packets, max);
      expect(rows.flat()).toEqual(packets);
      for (const row of rows) {
        if (row.length > 1) expect(await bytesOf(row)).toBeLessThanOrEqual(max);
      }
    },
  );

  test("and into no more of them than it takes", async () => {
    const max = 100;
    const rows = splitPackets(packets, max);
    for (const [i, row] of rows.slice(1).entries()) {
      const [first] = row;
      if (first) expect(await bytesOf([...(rows[i] ?? []), first])).toBeGreaterThan(max - 1);
    }
  });
});

test("a packet that is too large for any payload goes alone", () => {
  const [small, large] = [message("a"), message("x".repeat(100))];
  expect(splitPackets([small, large, small], 10)).toEqual([[small], [large], [small]]);
});

test("without packets there is no payload", () => {
  expect(splitPackets([], 10)).toEqual([]);
});
