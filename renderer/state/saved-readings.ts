import { z } from "zod";
import { lastSeq } from "../../protocol/schemas.ts";
import { store, storedJson } from "./storage.ts";
import type { Reading } from "./unread.ts";

const savedSchema = z.record(z.string(), lastSeq);

const key = (hostId: string): string => `pushpull.read.${hostId}`;

/** What has been read on that host, by room; `null` when one was never there. */
export function savedReadings(hostId: string): ReadonlyMap<string, Reading> | null {
  const saved = savedSchema.safeParse(storedJson(key(hostId)));
  if (!saved.success) return null;
  return new Map(Object.entries(saved.data).map(([room, read]) => [room, { read, newFrom: null }]));
}

export function saveReadings(hostId: string, readings: ReadonlyMap<string, Reading>): void {
  const saved = Object.fromEntries([...readings].map(([room, { read }]) => [room, read]));
  store(key(hostId), JSON.stringify(saved));
}
