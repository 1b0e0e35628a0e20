import type { Room } from "../state/room.ts";
import { type Entry, entryAt } from "../state/timeline.ts";

/** Messages of one author that follow each other within this time stand under one name, in ms. */
const GROUP_MS = 5 * 60_000;

/** How a message stands among its neighbours. */
export interface RowShape {
  /** The first of its day: the date stands above it. */
  readonly startsDay: boolean;
  /** The first that has not been read: "New" stands above it. */
  readonly startsNew: boolean;
  /** Shows its author's avatar and name; the ones that go on under the same name do not. */
  readonly startsGroup: boolean;
}

/** What decides whether one message goes on under the name of the one before it. */
export interface Said {
  readonly sender: { readonly id: string; readonly name: string };
  /** Unix time in ms. */
  readonly at: number;
}

export function said(entry: Entry): Said {
  return { sender: entry.message.sender, at: entry.message.storedAt };
}

/** What the rows of a room are made from. */
type Rows = Pick<Room, "timeline" | "asides">;

/**
 * The shape of the message with that seq. It depends on nothing but the message before it, so that a room of
 * any length costs the same. `newFrom`: seq of the first message that is new.
 */
export function rowShape({ timeline, asides }: Rows, seq: number, newFrom: number | null): RowShape {
  // A switch or a failed message stands between the two.
  const isCut = asides.has(seq - 1);
  const [entry, before] = [entryAt(timeline, seq), entryAt(timeline, seq - 1)];
  const startsNew = seq === newFrom;
  if (!entry || !before) return { startsDay: true, startsNew, startsGroup: true };
  const startsDay = !isSameDay(before.message.storedAt, entry.message.storedAt);
  const startsGroup = startsDay || startsNew || isCut || !continues(said(before), said(entry));
  return { startsDay, startsNew, startsGroup };
}

/** Whether `next` goes on under the name of `before`. */
export function continues(before: Said, next: Said): boolean {
  return (
    before.sender.id === next.sender.id &&
    before.sender.name === next.sender.name &&
    next.at - before.at < GROUP_MS
  );
}

/** Whether two Unix times in ms are on the same day where the reader is. */
export function isSameDay(a: number, b: number): boolean {
  const [first, second] = [new Date(a), new Date(b)];
  return (
    first.getDate() === second.getDate() &&
    first.getMonth() === second.getMonth() &&
    first.getFullYear() === second.getFullYear()
  );
}
