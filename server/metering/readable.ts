import { encodePacket, type Packet } from "engine.io-parser";
import { WIRE_TEXT, type WireEntry } from "../../protocol/wire.ts";

/** A packet as it is told: text with its type before it, or the start of its bytes in hex. */
export function readable(packet: Packet): { text: string; binary: boolean } {
  const data: unknown = packet.data;
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
    const bytes =
      data instanceof ArrayBuffer
        ? Buffer.from(data)
        : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return { text: bytes.subarray(0, WIRE_TEXT / 2 + 1).toString("hex"), binary: true };
  }
  let text = "";
  encodePacket(packet, false, (encoded: string) => {
    text = encoded; // at once, in Node
  });
  return { text, binary: false };
}

type Written = Exclude<Extract<WireEntry, { kind: "packet" }>["written"], null>;

/** What a stream wrote for a packet. */
export function readableChunk(chunk: string | Buffer): Written {
  if (typeof chunk === "string") return { text: chunk, hex: false, bytes: Buffer.byteLength(chunk) };
  return { text: chunk.toString("hex"), hex: true, bytes: chunk.length };
}

/** A redacted text has another length than the real one, so a chunk in hex that holds a secret is told as text. */
export function redactChunk({ text, hex }: Written, redact: (text: string) => string): string {
  return hex
    ? Buffer.from(redact(Buffer.from(text, "hex").toString("latin1")), "latin1").toString("hex")
    : redact(text);
}
