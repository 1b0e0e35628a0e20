import { forget, store, stored } from "./storage.ts";

const key = (hostId: string, room: string): string => `pushpull.draft.${hostId}.${room}`;

/** What was written in a room and not sent. */
export function draftOf(hostId: string, room: string): string {
  return stored(key(hostId, room)) ?? "";
}

export function keepDraft(hostId: string, room: string, text: string): void {
  if (text === "") forget(key(hostId, room));
  else store(key(hostId, room), text);
}
