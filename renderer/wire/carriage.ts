import type { PacketEntry, PacketRow } from "./rows.ts";

/** What stands around a packet on the wire. */
export interface Carriage {
  /** What was written, as text; for bytes that are no text, their places in hex. */
  readonly parts: readonly Part[];
  /** All that was written for it, in bytes. */
  readonly bytes: number;
  /** Of a WebSocket frame: its head is worked out, not recorded. */
  readonly frame: FrameHead | null;
}

interface Part {
  readonly role: "packet" | "around";
  readonly text: string;
  /** Bytes in hex. */
  readonly hex?: boolean;
}

/** The head of a WebSocket frame that carries so much. */
interface FrameHead {
  /** The bytes that are known: without the mask, which is random. */
  readonly hex: string;
  /** With the mask. */
  readonly bytes: number;
  readonly isMasked: boolean;
  readonly opcode: 1 | 2;
}

const MASK = 4;

/** RFC 6455, section 5.2: an unfragmented frame without extensions. Only what a client sends is masked. */
export function frameHead(length: number, binary: boolean, isMasked: boolean): FrameHead {
  const opcode = binary ? 2 : 1;
  const mask = isMasked ? 0x80 : 0;
  const size = lengthBytes(length);
  const first = size.length === 0 ? length : size.length === 2 ? 126 : 127;
  const hex = [0x80 | opcode, mask | first, ...size]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join(" ");
  return { hex, bytes: 2 + size.length + (isMasked ? MASK : 0), isMasked, opcode };
}

/** The length where it does not fit in seven bits: two bytes, or eight. */
function lengthBytes(length: number): number[] {
  if (length < 126) return [];
  const size = length < 65_536 ? 2 : 8;
  return Array.from({ length: size }, (_, i) => Math.floor(length / 256 ** (size - 1 - i)) % 256);
}

/** How a packet stood on the wire. */
export function carriageOf({ packet, carrier }: PacketRow): Carriage {
  const { written, binary, direction, bytes } = packet;
  if (carrier.request.transport === "websocket") {
    const frame = frameHead(bytes, binary, direction === "up");
    const head: Part = { role: "around", text: frame.hex, hex: true };
    return { parts: [head, partOf(packet)], bytes: frame.bytes + bytes, frame };
  }
  if (!written) return { parts: [partOf(packet)], bytes, frame: null };
  if (written.hex) return { parts: lengthFramed(written.text, packet), bytes: written.bytes, frame: null };
  return { parts: around(written.text, packet), bytes: written.bytes, frame: null };
}

function partOf({ packet, binary }: PacketEntry): Part {
  return { role: "packet", text: packet, hex: binary };
}

/** The bytes of a packet's row in the table: what was written for it. */
export function bytesOfPacket(row: PacketRow): number {
  const { packet, carrier } = row;
  if (carrier.request.transport !== "websocket") return packet.written?.bytes ?? packet.bytes;
  return frameHead(packet.bytes, packet.binary, packet.direction === "up").bytes + packet.bytes;
}

/** HTTP streaming: the first byte, or the first three or nine, tell the length; then comes the packet. */
function lengthFramed(hex: string, packet: PacketEntry): Part[] {
  const first = Number.parseInt(hex.slice(0, 2), 16) & 0x7f;
  const size = 2 * (first < 126 ? 1 : first === 126 ? 3 : 9);
  const head = (hex.slice(0, size).match(/../g) ?? []).join(" ");
  return [{ role: "around", text: head, hex: true }, partOf(packet)];
}

/** How iframe streaming hands a packet to the page: `p('…')`. */
const CALL = "p('";

/** Marks the packet inside what was written; where it stands there in another spelling, all is told as one. */
function around(written: string, { packet }: PacketEntry): Part[] {
  const at = written.indexOf(packet);
  if (at !== -1) {
    const end = at + packet.length;
    return parts(written.slice(0, at), written.slice(at, end), written.slice(end));
  }
  // Inside a script's string some characters stand as escapes.
  const open = written.indexOf(CALL);
  const close = written.lastIndexOf("')");
  if (open === -1) return parts("", written, "");
  const end = close === -1 ? written.length : close;
  return parts(
    written.slice(0, open + CALL.length),
    written.slice(open + CALL.length, end),
    written.slice(end),
  );
}

function parts(before: string, packet: string, after: string): Part[] {
  const all: Part[] = [
    { role: "around", text: before },
    { role: "packet", text: packet },
    { role: "around", text: after },
  ];
  return all.filter(({ text }) => text !== "");
}
