import type { Logger } from "pino";
import { LIMITS } from "../../protocol/limits.ts";
import { guestName, memberId } from "../identity.ts";
import { newPerson, type Person } from "../people.ts";
import { type Refused, refuse } from "../refuse.ts";
import type { MemberRecord, MemberStore } from "./member-store.ts";
import { nameKey } from "./name-key.ts";

/** How long a member is known, and has the name, after they were here last, in ms. */
const KEPT = 30 * 86_400_000;
/** Most members that are kept, but for those whom the owner must not lose. */
const MOST_KEPT = 10_000;
/** Most addresses of one person that are remembered. */
const MOST_ADDRESSES = 8;
/** The longest time in which it is written who is here, in ms: a crash loses no more. */
const WRITE_INTERVAL = 1_000;

/**
 * Everybody the host knows, and whose name is whose. A name is the first member's who uses it; guests, who show no
 * token, have none of their own, and may share one.
 */
export class Members {
  readonly #store: MemberStore;
  readonly #log: Logger;
  readonly #byId = new Map<string, Person>();
  readonly #byName = new Map<string, Person>();
  /** Members of whom something has changed that may be written a little later. */
  readonly #unwritten = new Set<Person>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: MemberStore, log: Logger) {
    this.#store = store;
    this.#log = log;
    const forgotten: string[] = [];
    for (const record of store.all()) {
      const person: Person = { ...newPerson(record.id, true), ...record };
      if (isLost(person)) forgotten.push(person.id);
      else this.#byId.set(person.id, person);
      // The last seen come first: an older one who had the name as well has lost it to them.
      const key = nameKey(person.name);
      if (holdsName(person) && !this.#byName.has(key)) this.#byName.set(key, person);
    }
    if (forgotten.length > 0) store.forget(forgotten);
  }

  find(id: string): Person | undefined {
    return this.#byId.get(id);
  }

  /** Those who are here first, then the last seen first. */
  list(): Person[] {
    return [...this.#byId.values()].sort(
      (a, b) => +(b.connections > 0) - +(a.connections > 0) || b.seenAt - a.seenAt,
    );
  }

  /**
   * Who comes with this token and this name, or how they are called now: `renamed` when that has just changed. Refused when
   * the name is another's.
   */
  admit(token: string | undefined, name: string | undefined): Refused | { person: Person; renamed: boolean } {
    const id = memberId(token);
    const person = this.#byId.get(id) ?? newPerson(id, token !== undefined);
    const before = person.name;
    const refused = this.rename(person, this.#nameFor(person, name));
    if (refused) return refused;
    if (person.hasToken && !this.#byId.has(id)) {
      this.#makeRoom();
      this.#byId.set(id, person);
    }
    this.#seen(person);
    return { person, renamed: before !== "" && before !== person.name };
  }

  /** Gives the person the name, unless it is another's; null when that is done. */
  rename(person: Person, name: string): Refused | null {
    if (!this.#isFree(name, person)) return this.#taken(name);
    if (person.hasToken) {
      const key = nameKey(person.name);
      if (this.#byName.get(key) === person) this.#byName.delete(key);
      this.#byName.set(nameKey(name), person);
      if (name !== person.name) this.#writeLater(person);
    }
    person.name = name;
    return null;
  }

  /** One of the person's connections has come in. */
  arrived(person: Person, address: string): void {
    this.#byId.set(person.id, person);
    person.connections++;
    person.addresses.delete(address);
    person.addresses.add(address);
    for (const oldest of person.addresses) {
      if (person.addresses.size <= MOST_ADDRESSES) break;
      person.addresses.delete(oldest);
    }
  }

  /** One of the person's connections has closed. */
  departed(person: Person): void {
    person.connections--;
    if (person.hasToken) this.#seen(person);
    else if (person.connections === 0 && !person.banned) this.#byId.delete(person.id); // the owner may lift a ban
  }

  /** Changes what is known of the person, which is on disk when this returns. Throws when it cannot be written. */
  update(person: Person, change: Partial<Omit<MemberRecord, "id" | "name">>): void {
    if (person.hasToken) this.#store.save([{ ...person, ...change }]);
    Object.assign(person, change);
  }

  close(): void {
    this.#write();
    clearTimeout(this.#timer);
  }

  #nameFor(person: Person, wanted: string | undefined): string {
    if (person.nameFixed || person.muted) return person.name; // a name is something to say, too
    if (wanted !== undefined) return wanted;
    return person.name !== "" && this.#isFree(person.name, person) ? person.name : this.#freeGuestName();
  }

  #freeGuestName(): string {
    for (let tries = 0; tries < 100; tries++) {
      const name = guestName();
      if (this.#isFree(name)) return name;
    }
    return guestName(); // then most of the 9,000 are gone
  }

  #isFree(name: string, to?: Person): boolean {
    const holder = this.#byName.get(nameKey(name));
    return holder === undefined || holder === to || !holdsName(holder);
  }

  #taken(name: string): Refused {
    const start = Array.from(name)
      .slice(0, LIMITS.name - 3)
      .join("");
    const numbers = Array.from({ length: 98 }, (_, index) => index + 2);
    const free = numbers.map((number) => `${start} ${number}`).find((other) => this.#isFree(other));
    const example = free === undefined ? "" : `, for example "${free}"`;
    return refuse("name-taken", `The name "${name}" is somebody else's here. Choose another one${example}.`);
  }

  #seen(person: Person): void {
    person.seenAt = Date.now();
    if (person.hasToken) this.#writeLater(person);
  }

  /** Forgets who was here longest ago, if there are as many as may be. */
  #makeRoom(): void {
    if (this.#byId.size < MOST_KEPT) return;
    let oldest: Person | undefined;
    for (const person of this.#byId.values())
      if (mayGo(person) && person.seenAt < (oldest?.seenAt ?? Number.POSITIVE_INFINITY)) oldest = person;
    if (!oldest) return;
    this.#store.forget([oldest.id]);
    this.#unwritten.delete(oldest);
    this.#byId.delete(oldest.id);
    const key = nameKey(oldest.name);
    if (this.#byName.get(key) === oldest) this.#byName.delete(key);
  }

  #writeLater(person: Person): void {
    this.#unwritten.add(person);
    this.#timer ??= setTimeout(() => this.#write(), WRITE_INTERVAL);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#unwritten.size === 0) return;
    try {
      this.#store.save(this.#unwritten);
      this.#unwritten.clear();
    } catch (error) {
      // They stay, to be written with the next change.
      this.#log.error({ err: error, members: this.#unwritten.size }, "members could not be stored");
    }
  }
}

/** Whether nothing is lost but a name. */
function mayGo({ connections, owner, muted, banned, nameFixed }: Person): boolean {
  return connections === 0 && !owner && !muted && !banned && !nameFixed;
}

function isLost(person: Person): boolean {
  return mayGo(person) && !holdsName(person);
}

function holdsName({ connections, nameFixed, seenAt }: Person): boolean {
  return connections > 0 || nameFixed || seenAt > Date.now() - KEPT;
}
