import type { Message } from "../../protocol/schemas.ts";
import { bytesOfPacket } from "./carriage.ts";
import type { PacketRow, Row } from "./rows.ts";

/** What this window knows of a message's way, beside the wire. Times in Unix ms on the host's clock. */
export interface Journey {
  readonly message: Pick<Message, "id" | "sentAt" | "storedAt">;
  readonly isOwn: boolean;
  /** It came with a page of history, not when it was sent. */
  readonly isHistory: boolean;
  /** Null when it was not measured. */
  readonly receivedAt: number | null;
  /** Null when it was not drawn at once: another room or another screen was in front. */
  readonly shownAt: number | null;
}

type HopName = "up" | "taken" | "reach" | "held" | "down" | "drawn";

/** From one moment of a message's way to the next that is known. */
export interface Hop {
  readonly name: HopName;
  readonly from: number;
  /** Never below 0: clocks are compared to about a ms. */
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

/** A message's way from its sender's Enter to this screen, hop by hop, and what of it nobody knows. */
export function waterfallOf(journey: Journey, rows: readonly Row[]): Waterfall {
  const { message, isOwn, isHistory, receivedAt, shownAt } = journey;
  const { up, down } = packetsOf(rows, message.id);
  const hops: Hop[] = [];
  const unknown: Unknown[] = [];
  let at = message.sentAt;
  const hop = (name: HopName, to: number, row: PacketRow | null = null): void => {
    const bytes = row && name !== "held" ? bytesOfPacket(row) : null; // told once, with the way over the network
    const isTransport = name === "up" || name === "held" || name === "down";
    hops.push({ name, from: at, ms: Math.max(0, to - at), row, bytes, isTransport });
    at = Math.max(at, to);
  };

  if (isOwn && up) {
    hop("up", up.packet.at, up);
    hop("taken", message.storedAt);
  } else {
    hop("reach", message.storedAt);
    if (!isOwn) unknown.push("sender-up");
  }
  if (isHistory) unknown.push("history");
  else if (!down) unknown.push("not-recorded");
  else hop("held", down.packet.at, down);
  if (!isHistory && receivedAt === null) unknown.push("not-measured");
  if (receivedAt !== null) hop("down", receivedAt, down);
  if (receivedAt !== null && shownAt === null) unknown.push("not-shown");
  if (receivedAt !== null && shownAt !== null) hop("drawn", shownAt);
  return { hops, unknown, carrier: down };
}
