import type { Packet } from "engine.io-parser";
import { wireName } from "../../protocol/transport-names.ts";
import { packetText, StreamTransport } from "../stream/server.ts";

/**
 * HTTP streaming: one endless response of bytes, which the client reads as they come. Each packet has a head
 * that tells its length, as in WebSocket and WebTransport, so that binary stays binary.
 */
export class HttpStreamingTransport extends StreamTransport {
  override get name(): string {
    return wireName("http-streaming");
  }

  protected override readonly contentType = "application/octet-stream";

  protected override frame(packet: Packet): Buffer {
    const bytes = binaryOf(packet);
    // A frame of length 0 is an error to the decoder, so empty binary goes as text: "b" without base64.
    if (bytes && bytes.length > 0) return Buffer.concat([frameHead(bytes.length, true), bytes]);
    const text = Buffer.from(packetText(packet));
    return Buffer.concat([frameHead(text.length, false), text]);
  }
}

function binaryOf(packet: Packet): Buffer | null {
  const data: unknown = packet.data;
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return null;
}

/**
 * The first bit tells binary from text, the other seven are the length; 126 says that the length is in the
 * next two bytes, 127 in the next eight (after RFC 6455, section 5.2).
 */
function frameHead(length: number, binary: boolean): Buffer {
  const kind = binary ? 0x80 : 0;
  if (length < 126) return Buffer.from([kind | length]);
  if (length < 65_536) {
    const head = Buffer.from([kind | 126, 0, 0]);
    head.writeUInt16BE(length, 1);
    return head;
  }
  const head = Buffer.alloc(9);
  head[0] = kind | 127;
  head.writeBigUInt64BE(BigInt(length), 1);
  return head;
}
