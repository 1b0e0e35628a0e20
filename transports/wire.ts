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
  /** The packets have been written to the connection. */
  sent(socket: TcpSocket, packets: readonly Packet[]): void;
  /** The packet has been read from the connection. */
  received(socket: TcpSocket, packet: Packet): void;
}

/** Listens to nothing. */
export const NO_LISTENER: WireListener = { opened() {}, sent() {}, received() {} };

/**
 * Bytes of a packet in its own encoding, which is what WebSocket carries of it: one for the type, then text as
 * UTF-8; binary as it is, without a type (Engine.IO protocol 4, "Packet encoding").
 */
export function packetBytes({ data }: Packet): number {
  if (typeof data === "string") return 1 + Buffer.byteLength(data);
  if (ArrayBuffer.isView(data) || data instanceof ArrayBuffer) return data.byteLength;
  return 1;
}
