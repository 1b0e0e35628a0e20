import { encodePayload, type Packet } from "engine.io-parser";

/** Encodes packets as one payload: text, with binary as base64. */
export function encode(packets: Packet[]): Promise<string> {
  return new Promise((resolve) => encodePayload(packets, resolve));
}

/**
 * Cuts packets into rows whose payloads fit `maxBytes`, since the host refuses a larger POST (413). Engine.IO
 * does this for the name `polling` only. A packet that is too large by itself stays alone: the host says no.
 */
export function splitPackets(packets: readonly Packet[], maxBytes: number): Packet[][] {
  const rows: Packet[][] = [];
  let row: Packet[] = [];
  let bytes = 0;
  for (const packet of packets) {
    const size = encodedSize(packet) + 1; // and a separator
    if (row.length > 0 && bytes + size > maxBytes) {
      rows.push(row);
      row = [];
      bytes = 0;
    }
    row.push(packet);
    bytes += size;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Bytes of a packet in a payload: its type, then UTF-8 text or base64 (4 characters for 3 bytes, RFC 4648). */
function encodedSize(packet: Packet): number {
  const data: unknown = packet.data;
  if (typeof data === "string") return 1 + utf8Length(data);
  if (data instanceof Blob) return 1 + base64Length(data.size);
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return 1 + base64Length(data.byteLength);
  return 1;
}

const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00) {
      bytes += 4; // a surrogate pair is one character of four bytes
      i++;
    } else bytes += 3;
  }
  return bytes;
}
