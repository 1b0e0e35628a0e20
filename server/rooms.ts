import type { Logger } from "pino";
import type { Refusal, Reply } from "../protocol/errors.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { CheckedBody, Message, ReplyBody, RoomInfo } from "../protocol/schemas.ts";
import type { ChatServer, ChatSocket } from "./chat-server.ts";
import { CommitQueue } from "./commit-queue.ts";
import type { MessageCounts } from "./metering/metrics.ts";
import { memberOf, type Person } from "./people.ts";
import { refuse } from "./refuse.ts";
import { RoomNotices } from "./room-notices.ts";
import type { Appended, Page, Store } from "./store.ts";

interface Room {
  readonly name: string;
  /** Seq of the last message. */
  head: number;
  /** The people in it, each with the number of connections by which they are in it. */
  readonly people: Map<Person, number>;
}

/** Socket.IO's name of a room: it must not be a socket's id, which is a Socket.IO room too. */
function channel(room: string): string {
  return `room:${room}`;
}

function isIn(socket: ChatSocket, room: string): boolean {
  return socket.rooms.has(channel(room));
}

function infoOf(room: Room): RoomInfo {
  return { name: room.name, head: room.head, members: room.people.size };
}

function noRoom(name: string) {
  return refuse("no-room", `There is no room "${name}". Create it first.`);
}

/** The rooms: who is in them, what is said in them, and who is told of it. */
export class Rooms {
  readonly #io: ChatServer;
  readonly #store: Store;
  readonly #rooms = new Map<string, Room>();
  readonly #commits: CommitQueue;
  readonly #notices: RoomNotices;

  constructor(io: ChatServer, store: Store, log: Logger) {
    this.#io = io;
    this.#store = store;
    this.#commits = new CommitQueue(store, (message) => this.#deliver(message), log);
    this.#notices = new RoomNotices(
      (name) => infoOf(this.#room(name)),
      (info) => io.except(channel(info.name)).emit("room", info),
    );
    for (const { name, head } of store.rooms()) this.#rooms.set(name, { name, head, people: new Map() });
  }

  /** Messages since the start: stored, and come again. */
  get counts(): MessageCounts {
    return this.#commits.counts;
  }

  list(): RoomInfo[] {
    return [...this.#rooms.values()].map(infoOf);
  }

  create({ room: name }: CheckedBody<"room:create">): Reply<ReplyBody<"room:create">> {
    if (this.#rooms.has(name)) return refuse("room-exists", `There is a room "${name}" already. Join it.`);
    if (this.#rooms.size >= LIMITS.rooms)
      return refuse("too-many-rooms", `This host has ${LIMITS.rooms} rooms already. Use one of them.`);
    this.#store.createRoom(name);
    const room: Room = { name, head: 0, people: new Map() };
    this.#rooms.set(name, room);
    this.#io.emit("room", infoOf(room));
    return { ok: true, room: infoOf(room) };
  }

  /** Reads the history and joins in one turn, so that what comes by broadcast follows what was read. */
  join(
    socket: ChatSocket,
    { room: name, after, limit }: CheckedBody<"room:join">,
  ): Reply<ReplyBody<"room:join">> {
    const room = this.#rooms.get(name);
    if (!room) return noRoom(name);
    const page = after === undefined ? this.#store.last(name, limit) : this.#store.after(name, after, limit);
    if (!isIn(socket, name)) this.#enter(socket, room);
    return { ok: true, room: infoOf(room), members: [...room.people.keys()].map(memberOf), ...page };
  }

  leave(socket: ChatSocket, { room: name }: CheckedBody<"room:leave">): Reply<ReplyBody<"room:leave">> {
    const outside = this.#outside(socket, name);
    if (outside) return outside;
    void socket.leave(channel(name));
    this.#exit(socket, this.#room(name));
    return { ok: true };
  }

  /** Call it while the socket is still in its rooms ("disconnecting"). */
  leaveAll(socket: ChatSocket): void {
    for (const room of this.#rooms.values()) if (isIn(socket, room.name)) this.#exit(socket, room);
  }

  history(socket: ChatSocket, { room, before, limit }: CheckedBody<"room:history">): Reply<Page> {
    return this.#read(socket, room, () => this.#store.before(room, before, limit));
  }

  resume(socket: ChatSocket, { room, after, limit }: CheckedBody<"room:resume">): Reply<Page> {
    return this.#read(socket, room, () => this.#store.after(room, after, limit));
  }

  /** Takes a message; `reply` is called when it is on disk and has been broadcast. */
  post(
    socket: ChatSocket,
    { room, id, text, sentAt }: CheckedBody<"message">,
    reply: (reply: Reply<ReplyBody<"message">>) => void,
  ): void {
    const outside = this.#outside(socket, room);
    if (outside) reply(outside);
    else {
      const draft = { room, id, sender: memberOf(socket.data.person), text, sentAt };
      this.#commits.add(draft, (appended) => reply(postReply(appended)));
    }
  }

  typing(socket: ChatSocket, { room, typing }: CheckedBody<"typing">): Reply<ReplyBody<"typing">> {
    const outside = this.#outside(socket, room);
    if (outside) return outside;
    socket.to(channel(room)).emit("typing", { room, member: memberOf(socket.data.person), typing });
    return { ok: true };
  }

  /** Tells the rooms that somebody is in of the new name. */
  renamed(person: Person): void {
    const member = memberOf(person);
    for (const { name, people } of this.#rooms.values())
      if (people.has(person))
        this.#io.to(channel(name)).emit("member", { room: name, member, present: true });
  }

  /** Stores, broadcasts and acks what waits. */
  flush(): void {
    this.#commits.flush();
  }

  close(): void {
    this.#commits.flush();
    this.#notices.close();
  }

  #enter(socket: ChatSocket, room: Room): void {
    const { person } = socket.data;
    const connections = room.people.get(person) ?? 0;
    room.people.set(person, connections + 1);
    void socket.join(channel(room.name));
    if (connections === 0) this.#tellPresence(socket, room, true);
  }

  #exit(socket: ChatSocket, room: Room): void {
    const { person } = socket.data;
    const connections = (room.people.get(person) ?? 1) - 1;
    if (connections > 0) {
      room.people.set(person, connections);
      return;
    }
    room.people.delete(person);
    this.#tellPresence(socket, room, false);
  }

  #tellPresence(socket: ChatSocket, room: Room, present: boolean): void {
    const member = memberOf(socket.data.person);
    socket.to(channel(room.name)).emit("member", { room: room.name, member, present });
    this.#notices.changed(room.name);
  }

  #read(socket: ChatSocket, room: string, page: () => Page): Reply<Page> {
    return this.#outside(socket, room) ?? { ok: true, ...page() };
  }

  /** Null when the socket is in the room, else why it cannot be used. */
  #outside(socket: ChatSocket, room: string): { ok: false; error: Refusal } | null {
    if (!this.#rooms.has(room)) return noRoom(room);
    if (isIn(socket, room)) return null;
    return refuse("not-in-room", `You are not in the room "${room}". Join it first.`);
  }

  #deliver(message: Message): void {
    this.#room(message.room).head = message.seq;
    this.#io.to(channel(message.room)).emit("message", message);
    this.#notices.changed(message.room);
  }

  #room(name: string): Room {
    const room = this.#rooms.get(name);
    if (!room) throw new Error(`There is no room "${name}".`);
    return room;
  }
}

function postReply(appended: Appended | null): Reply<ReplyBody<"message">> {
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
