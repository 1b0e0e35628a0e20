import type { Logger } from "pino";
import type { Reply } from "../protocol/errors.ts";
import { LOBBY } from "../protocol/limits.ts";
import type { CheckedBody, Message, ReplyBody, RoomInfo } from "../protocol/schemas.ts";
import { changed, type Lock } from "./access/lock.ts";
import type { ChatServer, ChatSocket } from "./chat-server.ts";
import { CommitQueue } from "./commit-queue.ts";
import type { MessageCounts } from "./metering/metrics.ts";
import { memberOf, type Person, presentOf } from "./people.ts";
import { type Refused, refuse } from "./refuse.ts";
import { channel, infoOf, isIn, noRoom, postReply, type Room, silenced } from "./room.ts";
import { RoomInfos } from "./room-infos.ts";
import { RoomList } from "./room-list.ts";
import { RoomNotices } from "./room-notices.ts";
import type { Page, Store } from "./store.ts";

/** The rooms: who is in them, what is said in them, and who is told of it. */
export class Rooms {
  readonly #io: ChatServer;
  readonly #store: Store;
  readonly #rooms = new RoomList();
  readonly #commits: CommitQueue;
  readonly #infos: RoomInfos;
  readonly #notices: RoomNotices;

  constructor(io: ChatServer, store: Store, log: Logger) {
    this.#io = io;
    this.#store = store;
    this.#commits = new CommitQueue(store, (message) => this.#deliver(message), log);
    this.#infos = new RoomInfos(io, store.members);
    this.#notices = new RoomNotices((name) => {
      const room = this.#rooms.findOpen(name);
      if (room) this.#infos.tellOutside(room);
    });
    for (const room of store.rooms()) this.#rooms.add({ ...room, people: new Map() });
  }

  /** Messages since the start: stored, and come again. */
  get counts(): MessageCounts {
    return this.#commits.counts;
  }

  /** The rooms as the socket may know them. */
  list(socket: ChatSocket): RoomInfo[] {
    return this.#infos.of(socket, this.#rooms.open);
  }

  /** How many there are, without the closed ones. */
  get count(): number {
    return this.#rooms.open.length;
  }

  /** The names of the closed ones. */
  get closed(): string[] {
    return this.#rooms.closed.map(({ name }) => name);
  }

  /** Why no room of that name can be created; null when one can. */
  whyNotNew(name: string): Refused | null {
    return this.#rooms.whyNotNew(name);
  }

  create(name: string, lock: Lock): Reply<ReplyBody<"room:create">> {
    const refused = this.whyNotNew(name);
    if (refused) return refused;
    this.#store.createRoom(name, lock);
    const room: Room = { name, head: 0, lock, closed: false, people: new Map() };
    this.#rooms.add(room);
    this.#infos.tell(room);
    return { ok: true, room: infoOf(room) };
  }

  /** What is asked of the socket before it may join the room: null when it is in it already, or there is no such room. */
  lockFor(socket: ChatSocket, name: string): Lock | null {
    return isIn(socket, name) ? null : (this.#rooms.findOpen(name)?.lock ?? null);
  }

  /** Asks those who come for that passcode from now on, or for none: `kept` is what is kept of it. */
  setPasscode(name: string, kept: string | null): Reply<ReplyBody<"room:passcode">> {
    const room = this.#rooms.findOpen(name);
    if (!room) return noRoom(name);
    const lock = changed(room.lock, kept);
    this.#store.lockRoom(name, lock);
    room.lock = lock;
    this.#infos.tell(room);
    return { ok: true };
  }

  /** Closes the room, with all who are in it outside, or opens it again. */
  setClosed(name: string, closed: boolean): Reply<ReplyBody<"room:close">> {
    if (name === LOBBY) return refuse("not-that-one", "The lobby stays open. Close another room.");
    const room = this.#rooms.find(name);
    if (!room) return noRoom(name);
    if (room.closed === closed) return { ok: true };
    const refused = closed ? null : this.#rooms.whyNoMore();
    if (refused) return refused;
    this.flush(); // what has been accepted is said before it closes
    this.#store.closeRoom(name, closed);
    room.closed = closed;
    if (closed) {
      room.people.clear();
      this.#io.in(channel(name)).socketsLeave(channel(name));
      this.#io.emit("room:closed", { room: name });
    } else this.#infos.tell(room);
    return { ok: true };
  }

  /**
   * Reads the history and joins in one turn, so that what comes by broadcast follows what was read. Whether the socket may
   * has been asked before: see `lockFor`.
   */
  join(
    socket: ChatSocket,
    { room: name, after, last, limit }: CheckedBody<"room:join">,
  ): Reply<ReplyBody<"room:join">> {
    const room = this.#rooms.findOpen(name);
    if (!room) return noRoom(name);
    const from = after ?? (last === undefined ? null : Math.max(0, room.head - last));
    const page = from === null ? this.#store.last(name, limit) : this.#store.after(name, from, limit);
    if (!isIn(socket, name)) this.#enter(socket, room);
    return { ok: true, room: infoOf(room), members: [...room.people.keys()].map(presentOf), ...page };
  }

  leave(socket: ChatSocket, { room: name }: CheckedBody<"room:leave">): Reply<ReplyBody<"room:leave">> {
    const outside = this.#outside(socket, name);
    if (outside) return outside;
    void socket.leave(channel(name));
    this.#exit(socket, this.#rooms.get(name));
    return { ok: true };
  }

  /** Call it while the socket is still in its rooms ("disconnecting"). */
  leaveAll(socket: ChatSocket): void {
    for (const room of this.#rooms.open) if (isIn(socket, room.name)) this.#exit(socket, room);
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
    const refused = this.#outside(socket, room) ?? silenced(socket);
    if (refused) reply(refused);
    else {
      const draft = { room, id, sender: memberOf(socket.data.person), text, sentAt };
      this.#commits.add(draft, (appended) => reply(postReply(appended)));
    }
  }

  typing(socket: ChatSocket, { room, typing }: CheckedBody<"typing">): Reply<ReplyBody<"typing">> {
    const refused = this.#outside(socket, room) ?? silenced(socket);
    if (refused) return refused;
    socket.to(channel(room)).emit("typing", { room, member: memberOf(socket.data.person), typing });
    return { ok: true };
  }

  /** Tells the rooms that somebody is in of what has changed about them. */
  changed(person: Person): void {
    const member = presentOf(person);
    for (const { name, people } of this.#rooms.open)
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
    const member = presentOf(socket.data.person);
    socket.to(channel(room.name)).emit("member", { room: room.name, member, present });
    this.#notices.changed(room.name);
  }

  #read(socket: ChatSocket, room: string, page: () => Page): Reply<Page> {
    return this.#outside(socket, room) ?? { ok: true, ...page() };
  }

  /** Null when the socket is in the room, else why it cannot be used. */
  #outside(socket: ChatSocket, room: string): Refused | null {
    if (!this.#rooms.findOpen(room)) return noRoom(room);
    if (isIn(socket, room)) return null;
    return refuse("not-in-room", `You are not in the room "${room}". Join it first.`);
  }

  #deliver(message: Message): void {
    this.#rooms.get(message.room).head = message.seq;
    this.#io.to(channel(message.room)).emit("message", message);
    this.#notices.changed(message.room);
  }
}
