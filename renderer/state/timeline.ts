import type { Message } from "../../protocol/schemas.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** A message as this window knows it: what was said, and how it arrived. */
export interface Entry {
  readonly message: Message;
  /** The transport that brought it; null when it came with a page of history. */
  readonly transport: TransportName | null;
  /** From the sender's Enter to this window, in ms; null when that was not measured. */
  readonly latencyMs: number | null;
  /** When it came in, on the local clock in Unix ms; null for a message of a page of history. */
  readonly arrivedAt: number | null;
}

/** An entry for a message that came with a page of history. */
export function fromHistory(message: Message): Entry {
  return { message, transport: null, latencyMs: null, arrivedAt: null };
}

/**
 * The messages of a room that this window has: one unbroken run of seqs, `first` to `last`.
 *
 * `entries` is shared by the timelines that grow out of one another and is only ever added to, so adding a
 * message copies nothing, however long the room is; a timeline's own view of it is `first` to `last`.
 */
export interface Timeline {
  /** Seq of the oldest message here; `last + 1` while there is none. */
  readonly first: number;
  readonly last: number;
  readonly entries: ReadonlyMap<number, Entry>;
}

/** A timeline with no message in it. */
export const emptyTimeline: Timeline = { first: 1, last: 0, entries: new Map() };

export function isEmpty(timeline: Timeline): boolean {
  return timeline.last < timeline.first;
}

/** The entry with that seq, or `undefined` when it is not in this timeline. */
export function entryAt(timeline: Timeline, seq: number): Entry | undefined {
  return seq < timeline.first || seq > timeline.last ? undefined : timeline.entries.get(seq);
}

/**
 * The timeline with one more message at its end. One that is there already changes nothing. A gap, or another
 * message with a seq that is taken, comes from a host with another history: the timeline begins anew with it.
 */
export function append(timeline: Timeline, entry: Entry): Timeline {
  const { seq, id } = entry.message;
  if (entryAt(timeline, seq)?.message.id === id) return timeline;
  if (isEmpty(timeline) || seq !== timeline.last + 1)
    return { first: seq, last: seq, entries: new Map([[seq, entry]]) };
  grow(timeline, [entry]);
  return { ...timeline, last: seq };
}

/**
 * The timeline with a page of older messages before it: seqs in order, without gaps. What is there already is
 * skipped, and a page that does not reach the timeline's beginning changes nothing.
 */
export function prepend(timeline: Timeline, page: readonly Message[]): Timeline {
  const older = page.filter((message) => message.seq < timeline.first);
  const [oldest, newest] = [older[0], older.at(-1)];
  if (!oldest || newest?.seq !== timeline.first - 1) return timeline;
  grow(timeline, older.map(fromHistory));
  return { ...timeline, first: oldest.seq };
}

function grow(timeline: Timeline, entries: readonly Entry[]): void {
  const shared = timeline.entries as Map<number, Entry>;
  for (const entry of entries) shared.set(entry.message.seq, entry);
}
