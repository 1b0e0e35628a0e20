import { LIMITS } from "../protocol/limits.ts";
import type { NoticeBody, PresentMember, ReplyBody, RoomInfo } from "../protocol/schemas.ts";
import type { Connection } from "./connection.ts";
import type { Answer, Problem } from "./problems.ts";
import type { Requests } from "./requests.ts";
import { Room, type RoomOwner } from "./room.ts";

export interface RoomsOwner extends RoomOwner {
  infosChanged(infos: readonly RoomInfo[]): void;
  membersChanged(room: string, members: readonly PresentMember[]): void;
  /** Messages for the room can be sent now. */
  ready(): void;
  /** The room was closed, or could not be entered again after a drop. */
  expelled(room: string, problem: Problem): void;
}

export interface JoinOptions {
  /** The last seq that one has: what follows comes as messages. */
  after?: number;
  /** So many of the newest messages, and what follows, come as messages. Without this and `after`, the last `limit` are in the reply. */
  last?: number;
  /** Most messages in the reply. */
  limit?: number;
  /** What the room asks for. */
  passcode?: string;
}

/** The host's rooms, and those among them that the session is in. */
export class Rooms {
  readonly #owner: RoomsOwner;
  readonly #requests: Requests;
  readonly #entered = new Map<string, Room>();
  /** What was repaired in rooms that one has left. */
  readonly #left = { duplicates: 0, recovered: 0 };
  #infos: readonly RoomInfo[] = [];
  #connection: Connection | null = null;

  constructor(requests: Requests, owner: RoomsOwner) {
    this.#requests = requests;
    this.#owner = owner;
  }

  get infos(): readonly RoomInfo[] {
    return this.#infos;
  }

  /** What a network broke and was mended, in all rooms. */
  get repairs(): { duplicates: number; recovered: number } {
    const repairs = { duplicates: 0, recovered: 0 };
    for (const { duplicates, recovered } of [...this.#entered.values(), this.#left]) {
      repairs.duplicates += duplicates;
      repairs.recovered += recovered;
    }
    return repairs;
  }

  members(room: string): readonly PresentMember[] {
    return this.#entered.get(room)?.members ?? [];
  }

  isReady(room: string): boolean {
    return this.#entered.get(room)?.joined ?? false;
  }

  join(name: string, options: JoinOptions): Promise<Answer<ReplyBody<"room:join">>> {
    const room = this.#entered.get(name) ?? new Room(name, this.#owner);
    this.#entered.set(name, room);
    return this.#requests.ask("room:join", { room: name, ...options }, (answer) => {
      if (this.#entered.get(name) !== room) return; // left in the meantime
      if (answer.ok) this.#enter(room, answer, options.after ?? startOf(options, answer));
      else if (!room.joined) this.#drop(room);
    });
  }

  async leave(name: string): Promise<Answer<ReplyBody<"room:leave">>> {
    const room = this.#entered.get(name);
    if (room) this.#drop(room);
    if (!this.#connection) return { ok: true }; // the host has already seen us go
    const answer = await this.#requests.ask("room:leave", { room: name });
    return !answer.ok && answer.error.code === "not-in-room" ? { ok: true } : answer;
  }

  /** Enters all rooms again over a new connection; calls `done` when the host has answered for each. */
  restore(connection: Connection, infos: readonly RoomInfo[], done: () => void): void {
    this.#connection = connection;
    this.#infos = infos;
    this.#owner.infosChanged(infos);
    const rooms = [...this.#entered.values()].filter((room) => room.last !== null);
    let open = rooms.length;
    if (open === 0) done();
    for (const room of rooms) {
      const after = room.last ?? 0;
      connection.ask("room:join", { room: room.name, after, limit: LIMITS.page }, (answer) => {
        if (this.#entered.get(room.name) === room) this.#restored(room, answer, after);
        open -= 1;
        if (open === 0) done();
      });
    }
  }

  /** The connection is gone. */
  pause(): void {
    this.#connection = null;
    for (const room of this.#entered.values()) room.lose();
  }

  close(): void {
    this.pause();
    for (const room of this.#entered.values()) room.close();
    this.#entered.clear();
  }

  hear(message: NoticeBody<"message">): void {
    this.#entered.get(message.room)?.hear(message);
    this.#update(message.room, (info) => ({ ...info, head: Math.max(info.head ?? 0, message.seq) }));
  }

  see({ room: name, member, present }: NoticeBody<"member">): void {
    const room = this.#entered.get(name);
    if (!room) return;
    room.see(member, present);
    this.#countMembers(room);
  }

  learn(info: RoomInfo): void {
    const known = this.#infos.some(({ name }) => name === info.name);
    if (known) this.#update(info.name, () => info);
    else this.#infos = [...this.#infos, info];
    this.#owner.infosChanged(this.#infos);
  }

  /** The owner has closed a room. */
  closed(name: string): void {
    this.#infos = this.#infos.filter((info) => info.name !== name);
    const room = this.#entered.get(name);
    if (room) this.#drop(room);
    this.#owner.infosChanged(this.#infos);
    const message = `The host's owner has closed "${name}".`;
    this.#owner.expelled(name, { code: "room-closed", message });
  }

  #enter(room: Room, page: ReplyBody<"room:join">, after: number | undefined): void {
    if (!this.#connection) return;
    room.enter(this.#connection, page, after);
    this.learn(page.room);
    this.#countMembers(room);
    this.#owner.ready();
  }

  #restored(room: Room, answer: Answer<ReplyBody<"room:join">>, after: number): void {
    if (answer.ok) this.#enter(room, answer, after);
    else {
      this.#drop(room);
      this.#owner.expelled(room.name, answer.error);
    }
  }

  #drop(room: Room): void {
    this.#left.duplicates += room.duplicates;
    this.#left.recovered += room.recovered;
    room.close();
    this.#entered.delete(room.name);
  }

  #countMembers(room: Room): void {
    const { members } = room;
    this.#update(room.name, (info) => ({ ...info, members: members.length }));
    this.#owner.membersChanged(room.name, members);
    this.#owner.infosChanged(this.#infos);
  }

  #update(name: string, change: (info: RoomInfo) => RoomInfo): void {
    this.#infos = this.#infos.map((info) => (info.name === name ? change(info) : info));
  }
}

/** After which seq what comes as messages begins, when so many of the last were asked for. */
function startOf({ last }: JoinOptions, { messages, room }: ReplyBody<"room:join">): number | undefined {
  return last === undefined ? undefined : (messages[0]?.seq ?? room.head + 1) - 1;
}
