/** What has been read of one room. */
export interface Reading {
  /** Seq of the last message that was on screen; 0 for none. */
  readonly read: number;
  /** Seq of the message above which "New" stands; null for no such line. */
  readonly newFrom: number | null;
}

export const nothingRead: Reading = { read: 0, newFrom: null };

/** A room is opened: what came since it was last looked at is new. */
export function opened(reading: Reading, head: number): Reading {
  return { ...reading, newFrom: head > reading.read ? reading.read + 1 : null };
}

/** Everything up to `seq` has been on screen. The line stays where it is, so that one can find the place. */
export function seen(reading: Reading, seq: number): Reading {
  return seq > reading.read ? { ...reading, read: seq } : reading;
}

/**
 * A message arrived in the open room. `watched`: its end is on screen and the window has the focus. What one
 * writes oneself has been read, and so has everything above it.
 */
export function arrived(
  reading: Reading,
  seq: number,
  { own, watched }: { own: boolean; watched: boolean },
): Reading {
  if (own) return { read: Math.max(reading.read, seq), newFrom: null };
  if (watched) return seen(reading, seq);
  const isBehind = reading.newFrom !== null && reading.newFrom > reading.read;
  return isBehind ? reading : { ...reading, newFrom: reading.read + 1 };
}

/** How many messages of a room have not been read. */
export function unreadCount(reading: Reading, head: number): number {
  return Math.max(0, head - reading.read);
}
