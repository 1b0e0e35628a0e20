import type { Message } from "../../protocol/schemas.ts";
import { bytesOfPacket } from "./carriage.ts";
import type { PacketRow, Row } from "./rows.ts";

/** What this window knows of a message's way, beside the wire. Times in Unix ms on the host's clock. */
export interface Journey {
  readonly message: Pick<Message, "id" | "sentAt" | "storedAt">;
  readonly isOwn: boolean;
  /** It came with a page of history, not when it was sent. */
  readonly isHistory: boolean;
  /** When it was handed to the transport here; null of others' and when it is not known. */
  readonly handedOverAt: number | null;
  /** Null when it was not measured. */
  readonly receivedAt: number | null;
  /** Null when it was not drawn at once: another room or another screen was in front. */
  readonly shownAt: number | null;
}

type HopName =
  | "waited"
  | "up"
  | "reach"
  | "stored"
  | "taken"
  | "written"
  | "held"
  | "down"
  | "brought"
  | "drawn";

/** Hops that depend on the transport: between handing a packet to it and its coming out of it. */
const BY_TRANSPORT: ReadonlySet<HopName> = new Set(["up", "held", "down", "brought"]);

/** From one moment of a message's way to the next that is known. */
export interface Hop {
  readonly name: HopName;
  readonly from: number;
  /** Never below 0. */
  readonly ms: number;
  /** What carried it there. */
  readonly row: PacketRow | null;
  readonly bytes: number | null;
  /** It depends on the transport. */
  readonly isTransport: boolean;
}

type Unknown = "sender-up" | "history" | "not-recorded" | "not-measured" | "not-shown";

export interface Waterfall {
  readonly hops: readonly Hop[];
  /** From its sender's Enter to the last moment that is known, in ms: all hops together. */
  readonly total: number;
  /** What is not known of it. */
  readonly unknown: readonly Unknown[];
  /** The packet that brought it here. */
  readonly carrier: PacketRow | null;
}

/** The packets of a message among the rows: up to the host, and down to this window. */
export function packetsOf(
  rows: readonly Row[],
  id: string,
): { up: PacketRow | null; down: PacketRow | null } {
  const found: { up: PacketRow | null; down: PacketRow | null } = { up: null, down: null };
  for (const row of rows) {
    // Of what came twice the first counts.
    if (row.kind === "packet" && row.message === id) found[row.packet.direction] ??= row;
  }
  return found;
}

/** A moment that is known, and what led to it. */
interface Moment {
  readonly name: HopName;
  readonly at: number;
  readonly row?: PacketRow;
}

/** A message's way from its sender's Enter to this screen, hop by hop, and what of it nobody knows. */
export function waterfallOf(journey: Journey, rows: readonly Row[]): Waterfall {
  const { message, isOwn, isHistory, receivedAt, shownAt } = journey;
  const { up, down } = packetsOf(rows, message.id);
  const moments = [...wayUp(journey, up), ...wayDown(journey, up, isHistory ? null : down)];
  const unknown: Unknown[] = [];
  if (!isOwn) unknown.push("sender-up");
  if (isHistory) unknown.push("history");
  else {
    if (!down) unknown.push("not-recorded");
    if (receivedAt === null) unknown.push("not-measured");
    else if (shownAt === null) unknown.push("not-shown");
  }
  const hops = hopsOf(message.sentAt, moments);
  const total = hops.reduce((sum, { ms }) => sum + ms, 0);
  return { hops, total, unknown, carrier: down };
}

/** To the host; of others, and where it was not recorded, to where the host stamps it, just before it stores it. */
function wayUp({ message, isOwn, handedOverAt }: Journey, up: PacketRow | null): Moment[] {
  const waited: Moment[] = isOwn && handedOverAt !== null ? [{ name: "waited", at: handedOverAt }] : [];
  // Without it, the way up holds what it waited here, so that not all of it is the transport's.
  if (isOwn && up)
    return [...waited, { name: waited.length > 0 ? "up" : "reach", at: up.packet.at, row: up }];
  return [...waited, { name: "reach", at: message.storedAt }];
}

/** From the host to the screen. */
function wayDown(journey: Journey, up: PacketRow | null, down: PacketRow | null): Moment[] {
  const { message, isOwn, receivedAt, shownAt } = journey;
  const moments: Moment[] = [];
  if (down && down.packet.queued !== null) {
    moments.push({ name: "stored", at: down.packet.queued }, { name: "held", at: down.packet.at, row: down });
  } else {
    if (isOwn && up) moments.push({ name: "taken", at: message.storedAt });
    if (down) moments.push({ name: "written", at: down.packet.at, row: down });
  }
  if (receivedAt === null) return moments;
  moments.push(down ? { name: "down", at: receivedAt, row: down } : { name: "brought", at: receivedAt });
  if (shownAt !== null) moments.push({ name: "drawn", at: shownAt });
  return moments;
}

/**
 * No hop is below 0, and all of them together are as long as the whole way: clocks are compared to about a ms, so what
 * seems to be after the next moment is taken to be at it.
 */
function hopsOf(sentAt: number, moments: readonly Moment[]): Hop[] {
  let from = sentAt;
  return moments.map(({ name, at, row = null }, i) => {
    const to = Math.max(sentAt, Math.min(at, ...moments.slice(i + 1).map((later) => later.at)));
    // Bytes are told once, with the way over the network.
    const bytes = row && name !== "held" && name !== "written" ? bytesOfPacket(row) : null;
    const hop = { name, from, ms: to - from, row, bytes, isTransport: BY_TRANSPORT.has(name) };
    from = to;
    return hop;
  });
}
