import type { KnownMember, Member, PresentMember, Standing } from "../protocol/schemas.ts";

/** Somebody the host knows: once, however many connections carry the same token. */
export interface Person {
  readonly id: string;
  /** Whether they have shown a token. Without one they are known, and have their name, while they are connected. */
  readonly hasToken: boolean;
  name: string;
  /** Whether the host's owner gave them the name. */
  nameFixed: boolean;
  owner: boolean;
  muted: boolean;
  banned: boolean;
  /** The version of the host's passcode that they have shown; 0 for none. */
  admitted: number;
  /** When they were connected last, in Unix ms. */
  seenAt: number;
  connections: number;
  /** Where their connections came from, the last one last. */
  readonly addresses: Set<string>;
}

/** Nobody of that id was here before. */
export function newPerson(id: string, hasToken: boolean): Person {
  return {
    id,
    hasToken,
    name: "",
    nameFixed: false,
    owner: false,
    muted: false,
    banned: false,
    admitted: 0,
    seenAt: 0,
    connections: 0,
    addresses: new Set(),
  };
}

/** What stands beside a person's messages. */
export function memberOf({ id, name }: Person): Member {
  return { id, name };
}

/** What the others in a room see of a person. */
export function presentOf(person: Person): PresentMember {
  return { ...memberOf(person), ...(person.muted && { muted: true }), ...(person.owner && { owner: true }) };
}

/** What the host's owner sees of a person. */
export function knownOf(person: Person): KnownMember {
  const { connections, banned, seenAt } = person;
  return { ...presentOf(person), here: connections > 0, seenAt, ...(banned && { banned: true }) };
}

/** What a person is told of themselves. */
export function standingOf({ owner, muted }: Person): Standing {
  return { owner, muted };
}
