import type { Reply } from "../protocol/errors.ts";
import type { JoinedRoomInfo, ReplyBody } from "../protocol/schemas.ts";
import { isClosed, type Lock } from "./access/lock.ts";
import type { ChatSocket } from "./chat-server.ts";
import type { Person } from "./people.ts";
import { type Refused, refuse } from "./refuse.ts";
import type { Appended } from "./store.ts";

/** A room of the host, while it runs. */
export interface Room {
  readonly name: string;
  /** Seq of the last message. */
  head: number;
  lock: Lock;
  /** Whether the host's owner has closed it: then nobody is in it, and to all but the owner it is not there. */
  closed: boolean;
  /** The people in it, each with the number of connections by which they are in it. */
  readonly people: Map<Person, number>;
}

/** Socket.IO's name of a room: it must not be a socket's id, which is a Socket.IO room too. */
export function channel(room: string): string {
  return `room:${room}`;
}

/** Whether the socket is in the room. */
export function isIn(socket: ChatSocket, room: string): boolean {
  return socket.rooms.has(channel(room));
}

/** What is told of a room to those who may come in. */
export function infoOf({ name, head, people, lock }: Room): JoinedRoomInfo {
  return { name, head, members: people.size, locked: isClosed(lock) };
}

export function noRoom(name: string): Refused {
  return refuse("no-room", `There is no room "${name}". Create it first.`);
}

/** Why what somebody writes, or has others read as a name, is refused; null when it is not. */
export function silenced({ data: { person } }: ChatSocket): Refused | null {
  if (!person.muted) return null;
  return refuse("muted", "The host's owner has muted you: you can read, and write again when that is over.");
}

/** What the sender of a message is told of what became of it: null when the store failed. */
export function postReply(appended: Appended | null): Reply<ReplyBody<"message">> {
  switch (appended?.kind) {
    case "stored":
      return { ok: true, seq: appended.message.seq, storedAt: appended.message.storedAt };
    case "known":
      return { ok: true, seq: appended.seq, storedAt: appended.storedAt };
    case "taken":
      return refuse("id-taken", "Another message has this id. Send it again with a new one.");
    default:
      return refuse("not-stored", "The host could not store the message. Try again; its disk may be full.");
  }
}
