import type { z } from "zod";
import type { authSchema, Member } from "../protocol/schemas.ts";
import { guestName, memberId } from "./identity.ts";

/** Somebody who is connected: once, however many connections carry the same token. */
export interface Person {
  readonly id: string;
  name: string;
  connections: number;
}

/** What others see of a person. */
export function memberOf({ id, name }: Person): Member {
  return { id, name };
}

/** Everybody who is connected now. */
export class People {
  readonly #byId = new Map<string, Person>();

  /** A connection has come in; `renamed` when it gave a person who is here already another name. */
  arrive({ token, name }: z.output<typeof authSchema>): { person: Person; renamed: boolean } {
    const id = memberId(token);
    const person = this.#byId.get(id) ?? { id, name: name ?? guestName(), connections: 0 };
    this.#byId.set(id, person);
    person.connections++;
    const renamed = name !== undefined && name !== person.name;
    if (renamed) person.name = name;
    return { person, renamed };
  }

  /** One of the person's connections has closed. */
  depart(person: Person): void {
    person.connections--;
    if (person.connections === 0) this.#byId.delete(person.id);
  }
}
