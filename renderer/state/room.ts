import type { Problem } from "../../client/problems.ts";
import type { Member, Message, PresentMember } from "../../protocol/schemas.ts";
import type { Asides } from "./asides.ts";
import { append, type Entry, emptyTimeline, fromHistory, prepend, type Timeline } from "./timeline.ts";

/** A room that this window is in. */
export interface Room {
  readonly timeline: Timeline;
  /** Whether the host has older messages than the first of the timeline. */
  readonly hasOlder: boolean;
  /** How the loading of older messages stands. */
  readonly older: "idle" | "loading" | Problem;
  /** Who is in the room now, in the order in which they are shown. */
  readonly members: readonly PresentMember[];
  /** Names by member id: of all who are here or wrote one of the messages that are known. */
  readonly people: ReadonlyMap<string, string>;
  /** Who is writing now. */
  readonly typing: readonly Member[];
  readonly asides: Asides;
}

/** A room that one has not come into yet. */
export const emptyRoom: Room = {
  timeline: emptyTimeline,
  hasOlder: false,
  older: "idle",
  members: [],
  people: new Map(),
  typing: [],
  asides: new Map(),
};

/** A room just joined, with its last messages. `more`: whether the host has older ones. */
export function joinedRoom(page: readonly Message[], more: boolean, members: readonly PresentMember[]): Room {
  const timeline = page.map(fromHistory).reduce(append, emptyTimeline);
  const people = withPeople(emptyRoom.people, [...page.map(({ sender }) => sender), ...members]);
  return { ...emptyRoom, timeline, hasOlder: more, members: sorted(members), people };
}

/** A message arrived. Who sent it is not typing any more. */
export function delivered(room: Room, entry: Entry): Room {
  const timeline = append(room.timeline, entry);
  if (timeline === room.timeline) return room;
  const isNewHistory = timeline.first > room.timeline.first;
  const hasOlder = isNewHistory ? timeline.first > 1 : room.hasOlder;
  const { sender } = entry.message;
  const people = withPeople(room.people, [sender]);
  return { ...room, timeline, hasOlder, people, typing: without(room.typing, sender.id) };
}

/** A page of older messages came. `more`: whether there are older ones still. */
export function pageLoaded(room: Room, page: readonly Message[], more: boolean): Room {
  // Who is known already may have another name by now: older messages do not tell it.
  const strangers = page.map(({ sender }) => sender).filter(({ id }) => !room.people.has(id));
  const people = withPeople(room.people, strangers);
  return { ...room, timeline: prepend(room.timeline, page), hasOlder: more, older: "idle", people };
}

/** Who is in the room now. Who has left is not typing. */
export function membersChanged(room: Room, members: readonly PresentMember[]): Room {
  const here = new Set(members.map(({ id }) => id));
  const typing = room.typing.filter(({ id }) => here.has(id));
  return { ...room, members: sorted(members), people: withPeople(room.people, members), typing };
}

export function typingChanged(room: Room, member: Member, typing: boolean): Room {
  if (!typing) return { ...room, typing: without(room.typing, member.id) };
  return room.typing.some(({ id }) => id === member.id)
    ? room
    : { ...room, typing: [...room.typing, member] };
}

/** The names that more than one person has: whoever shows one of them must say which of them it is. */
export function sharedNames(people: ReadonlyMap<string, string>): ReadonlySet<string> {
  const names = [...people.values()];
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}

/** The same map when nobody is new in it or has another name. */
function withPeople(
  people: ReadonlyMap<string, string>,
  members: readonly Member[],
): ReadonlyMap<string, string> {
  const changed = members.filter(({ id, name }) => people.get(id) !== name);
  if (changed.length === 0) return people;
  return new Map([...people, ...changed.map(({ id, name }): [string, string] => [id, name])]);
}

function without(members: readonly Member[], id: string): readonly Member[] {
  return members.some((member) => member.id === id) ? members.filter((member) => member.id !== id) : members;
}

const byName = new Intl.Collator(undefined, { numeric: true });

function sorted(members: readonly PresentMember[]): readonly PresentMember[] {
  return members.toSorted((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}
