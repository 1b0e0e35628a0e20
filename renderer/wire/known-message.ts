import { chatNow } from "../state/chat.ts";
import type { Room } from "../state/room.ts";
import { shownAt } from "../state/shown.ts";
import { type Entry, entryAt } from "../state/timeline.ts";
import { field, readPacket } from "./packet.ts";
import type { Row } from "./rows.ts";
import type { Journey } from "./waterfall.ts";
import { packetsOf } from "./waterfall.ts";

/** A chat message with what this window knows of its way. */
export interface KnownMessage {
  readonly entry: Entry;
  readonly isOwn: boolean;
}

type Rooms = ReadonlyMap<string, Room>;

/** The message with that number in that room, if this window has it. */
export function messageAt(rooms: Rooms, room: string, seq: number, me: string): KnownMessage | null {
  const timeline = rooms.get(room)?.timeline;
  const entry = timeline && entryAt(timeline, seq);
  return entry ? { entry, isOwn: entry.message.sender.id === me } : null;
}

/** The message that a row carries. On its way up it has no number yet: that came with its way down. */
export function messageOf(
  row: Row | null,
  all: readonly Row[],
  rooms: Rooms,
  me: string,
): KnownMessage | null {
  if (row?.kind !== "packet" || row.message === null) return null;
  const { down } = packetsOf(all, row.message);
  const body = down && readPacket(down.packet.packet, down.packet.binary).socket?.body;
  const [room, seq] = [field(body, "room"), down?.what.value];
  return typeof room === "string" && typeof seq === "number" ? messageAt(rooms, room, seq, me) : null;
}

/** Its way, as far as the window knows it. */
export function journeyOf({ entry, isOwn }: KnownMessage): Journey {
  const { message, latencyMs, transport } = entry;
  return {
    message,
    isOwn,
    isHistory: transport === null,
    handedOverAt: (isOwn && chatNow().session?.handedOverAt(message)) || null,
    receivedAt: latencyMs === null ? null : message.sentAt + latencyMs,
    shownAt: shownAt(message.id),
  };
}
