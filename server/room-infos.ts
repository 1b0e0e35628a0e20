import type { RoomInfo } from "../protocol/schemas.ts";
import { isClosed } from "./access/lock.ts";
import type { MemberStore } from "./access/member-store.ts";
import type { ChatServer, ChatSocket } from "./chat-server.ts";
import { channel, infoOf, isIn, type Room } from "./room.ts";

/**
 * Who is told what of a room. Of a locked one, whoever has not shown its passcode is told only that it is there: not who is
 * in it, nor whether anything is said.
 */
export class RoomInfos {
  readonly #io: ChatServer;
  readonly #members: MemberStore;

  constructor(io: ChatServer, members: MemberStore) {
    this.#io = io;
    this.#members = members;
  }

  /** What the socket is told of these rooms. */
  of(socket: ChatSocket, rooms: readonly Room[]): RoomInfo[] {
    const { person } = socket.data;
    const shown = this.#members.admissionsOf(person.id);
    return rooms.map((room) => {
      const mayKnow =
        !isClosed(room.lock) ||
        person.owner ||
        shown.get(room.name) === room.lock.version ||
        isIn(socket, room.name);
      return mayKnow ? infoOf(room) : veiled(room);
    });
  }

  /** Tells everybody of the room. */
  tell(room: Room): void {
    if (!isClosed(room.lock)) {
      this.#io.emit("room", infoOf(room));
      return;
    }
    const knowing = this.#knowing(room);
    this.#io.except(knowing).emit("room", veiled(room));
    // To nobody would be to everybody.
    if (knowing.length > 0) this.#io.to(knowing).emit("room", infoOf(room));
  }

  /** Tells those of what happens in the room who are not in it. */
  tellOutside(room: Room): void {
    const inside = channel(room.name);
    if (!isClosed(room.lock)) {
      this.#io.except(inside).emit("room", infoOf(room));
      return;
    }
    const knowing = this.#knowing(room);
    if (knowing.length > 0) this.#io.to(knowing).except(inside).emit("room", infoOf(room));
  }

  /** The ids of the sockets that are in the locked room, or whose people would not be asked there. */
  #knowing({ name, lock }: Room): string[] {
    const shown = this.#members.admittedBy(name, lock.version);
    return [...this.#io.sockets.sockets.values()]
      .filter((socket) => {
        const { owner, id } = socket.data.person;
        return owner || shown.has(id) || isIn(socket, name);
      })
      .map(({ id }) => id);
  }
}

function veiled(room: Room): RoomInfo {
  return { ...infoOf(room), head: null, members: null };
}
