import { LIMITS } from "../protocol/limits.ts";
import { type Refused, refuse } from "./refuse.ts";
import type { Room } from "./room.ts";

/** The host's rooms by name, in the order in which they were created. */
export class RoomList {
  readonly #rooms = new Map<string, Room>();

  /** Those that are not closed. */
  get open(): Room[] {
    return [...this.#rooms.values()].filter(({ closed }) => !closed);
  }

  /** Those that the owner has closed. */
  get closed(): Room[] {
    return [...this.#rooms.values()].filter(({ closed }) => closed);
  }

  add(room: Room): void {
    this.#rooms.set(room.name, room);
  }

  /** Also a closed one. */
  find(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  /** One that is not closed. */
  findOpen(name: string): Room | undefined {
    const room = this.#rooms.get(name);
    return room?.closed ? undefined : room;
  }

  /** One that there must be. */
  get(name: string): Room {
    const room = this.#rooms.get(name);
    if (!room) throw new Error(`There is no room "${name}".`);
    return room;
  }

  /** Why no room of that name can be created; null when one can. */
  whyNotNew(name: string): Refused | null {
    const room = this.#rooms.get(name);
    if (room?.closed)
      return refuse("room-exists", `The host's owner has closed the room "${name}". Choose another name.`);
    if (room) return refuse("room-exists", `There is a room "${name}" already. Join it.`);
    return this.whyNoMore();
  }

  /** Why no other room can be open; null when one can. Closed ones do not count: only the owner makes those. */
  whyNoMore(): Refused | null {
    if (this.open.length < LIMITS.rooms) return null;
    return refuse("too-many-rooms", `This host has ${LIMITS.rooms} rooms already. Use one of them.`);
  }
}
