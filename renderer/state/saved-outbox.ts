import { z } from "zod";
import type { Outgoing, SavedOutgoing } from "../../client/outbox.ts";
import { messageId, roomName, unixMs } from "../../protocol/schemas.ts";
import { forget, store, storedJson, storedKeys } from "./storage.ts";

/**
 * The outbox outlives a reload, one entry a message, so that several tabs never overwrite each other's. A tab takes
 * up all that is there: two tabs may then send the same message, which the host stores once, since its id is one.
 */
const savedSchema = z.object({ id: messageId, room: roomName, text: z.string(), sentAt: unixMs });

const prefix = (hostId: string): string => `pushpull.outbox.${hostId}.`;

/** What earlier sessions with that host have not sent, oldest first. */
export function savedOutbox(hostId: string): SavedOutgoing[] {
  return storedKeys(prefix(hostId))
    .flatMap((key) => savedSchema.safeParse(storedJson(key)).data ?? [])
    .sort((a, b) => a.sentAt - b.sentAt);
}

/** Keeps what is new in the outbox and forgets what has left it. */
export function saveOutbox(hostId: string, before: readonly Outgoing[], now: readonly Outgoing[]): void {
  const had = new Set(before.map(({ id }) => id));
  const has = new Set(now.map(({ id }) => id));
  for (const { id, room, text, sentAt } of now) {
    if (!had.has(id)) store(prefix(hostId) + id, JSON.stringify({ id, room, text, sentAt }));
  }
  for (const id of had) if (!has.has(id)) forget(prefix(hostId) + id);
}
