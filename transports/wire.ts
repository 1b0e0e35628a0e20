import type { IncomingMessage } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Packet } from "engine.io-parser";

/**
 * Is told by the host's half of each transport what goes over which TCP connection, as it goes. The packets are the
 * same whatever carries them: all else on the connection is the transport's own.
 */
export interface WireListener {
  /** This request has made a transport, for a new session or for a switch. Its packets follow. */
  opened(request: IncomingMessage): void;
  /** The connection has been upgraded; `head` is the 101 with all its fields. */
  upgraded(request: IncomingMessage, head: string): void;
  /**
   * Asked before packets are written, for `sent`: afterwards it may be late, as others run meanwhile. On the clock of
   * `performance.now()`; 0 while nobody wants to know.
   */
  now(): number;
  /** The packets have been written to the connection, from `at` on: of a stream, each as the chunk of the same index. */
  sent(
    socket: TcpSocket,
    packets: readonly Packet[],
    at: number,
    chunks?: readonly (string | Buffer)[],
  ): void;
  /** The packet has been read from the connection. */
  received(socket: TcpSocket, packet: Packet): void;
}

/** Listens to nothing. */
export const NO_LISTENER: WireListener = {
  opened() {},
  upgraded() {},
  now: () => 0,
  sent() {},
  received() {},
};

/**
 * Bytes of a packet in its own encoding, which is what WebSocket carries of it: one for the type, then text as
 * UTF-8; binary as it is, without a type (Engine.IO protocol 4, "Packet encoding").
 */
export function packetBytes({ data }: Packet): number {
  if (typeof data === "string") return 1 + utf8Bytes(data);
  if (ArrayBuffer.isView(data) || data instanceof ArrayBuffer) return data.byteLength;
  return 1;
}

let lastText = "";
let lastBytes = 0;

/** A broadcast asks for the same text once for each that is told. */
function utf8Bytes(text: string): number {
  if (text !== lastText) {
    lastText = text;
    lastBytes = Buffer.byteLength(text);
  }
  return lastBytes;
}
