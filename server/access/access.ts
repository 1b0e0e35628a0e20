import type { Socket as Session } from "engine.io";
import type { z } from "zod";
import type { authSchema } from "../../protocol/schemas.ts";
import { plainAddress } from "../addresses.ts";
import type { ChatSocket } from "../chat-server.ts";
import type { HostLimits } from "../host-limits.ts";
import { memberId } from "../identity.ts";
import type { Person } from "../people.ts";
import { type Refused, refuse } from "../refuse.ts";
import { isSameSecret } from "../same-secret.ts";
import type { Store } from "../store.ts";
import { AddressBans } from "./address-bans.ts";
import { Attempts, busy } from "./attempts.ts";
import { changed, isClosed, type Lock } from "./lock.ts";
import type { Members } from "./members.ts";
import { Passcodes } from "./passcode.ts";

type Auth = z.output<typeof authSchema>;

/** Who has come in, and what that changed for those who were here. */
export interface Arrival {
  person: Person;
  renamed: boolean;
  /** They have just become an owner. */
  promoted: boolean;
}

/** Says who may come in: at the host's door, and at a locked room's. */
export class Access {
  readonly bans = new AddressBans();
  readonly #members: Members;
  readonly #store: Store;
  readonly #ownerToken: string;
  readonly #passcodes: Passcodes;
  readonly #attempts: Attempts;
  #lock: Lock;

  constructor(members: Members, store: Store, ownerToken: string, limits: HostLimits) {
    this.#members = members;
    this.#store = store;
    this.#ownerToken = ownerToken;
    this.#passcodes = new Passcodes(limits);
    this.#attempts = new Attempts(limits);
    this.#lock = store.hostLock();
  }

  /** Whether the host asks for a passcode. */
  get isLocked(): boolean {
    return isClosed(this.#lock);
  }

  /** Who comes in by a session, or why they may not. Throws when the store fails. */
  async arrive(auth: Auth, session: Session): Promise<Arrival | Refused> {
    const address = plainAddress(session.remoteAddress);
    const promotes = auth.owner !== undefined;
    const lock = this.#lock;
    const refused =
      (await this.#showOwner(auth, address)) ??
      this.#banned(auth, address) ??
      (await this.#showPasscode(lock, auth, session)) ??
      this.#banned(auth, address); // that took its time
    if (refused) return refused;
    if (lock !== this.#lock) return this.arrive(auth, session); // the passcode was changed meanwhile
    const arrival = this.#members.admit(auth.token, auth.name);
    if ("error" in arrival) return arrival;
    const { person } = arrival;
    const promoted = promotes && !person.owner;
    if (promoted) this.#members.update(person, { owner: true, muted: false, banned: false });
    if (this.isLocked && person.hasToken && !person.owner && person.admitted !== lock.version)
      this.#members.update(person, { admitted: lock.version });
    return { ...arrival, promoted };
  }

  /** Lets somebody into a locked room, or says why not. Throws when the store fails. */
  async enter(
    { data: { person }, conn }: ChatSocket,
    room: string,
    lock: Lock,
    passcode?: string,
  ): Promise<Refused | null> {
    if (!isClosed(lock) || this.#knowsRoom(person, room, lock)) return null;
    const refused = await this.#show(lock, passcode, conn, `The room "${room}"`);
    if (refused) return refused;
    this.admitTo(room, person, lock);
    return null;
  }

  /** Keeps that the person need not show the room's passcode again. */
  admitTo(room: string, person: Person, { version }: Lock): void {
    if (!person.hasToken) return;
    this.#members.update(person, {}); // whom the store does not know cannot be admitted
    this.#store.members.admit(room, person.id, version);
  }

  /** What is kept of a passcode, null of none; a refusal when too many wait to be hashed. */
  async kept(passcode: string | null): Promise<{ passcode: string | null } | Refused> {
    if (passcode === null) return { passcode };
    const kept = await this.#passcodes.hash(passcode);
    return kept === null ? busy() : { passcode: kept };
  }

  /** Asks for that passcode from now on, or for none. Those who are in stay in. Throws when the store fails. */
  async setPasscode(passcode: string | null): Promise<Refused | null> {
    const kept = await this.kept(passcode);
    if ("error" in kept) return kept;
    const lock = changed(this.#lock, kept.passcode);
    this.#store.lockHost(lock);
    this.#lock = lock;
    return null;
  }

  /** As `setPasscode`, but asks nobody anew where the passcode is the same. */
  async keepPasscode(passcode: string | null): Promise<void> {
    const lock = this.#lock;
    const isSame =
      isClosed(lock) && passcode !== null
        ? await this.#passcodes.matches(lock, passcode, () => true)
        : lock.passcode === passcode;
    if (!isSame) await this.setPasscode(passcode);
  }

  close(): void {
    this.#attempts.close();
  }

  /** The right token is looked at whatever was guessed before: its length bars guessing, and its owner must not be kept out. */
  async #showOwner({ owner, token }: Auth, address: string): Promise<Refused | null> {
    if (owner === undefined || this.#known(token)?.owner) return null;
    if (!isSameSecret(owner, this.#ownerToken))
      return this.#attempts.check(address, () => false, NOT_THE_OWNER);
    return token === undefined ? OWNER_WITHOUT_TOKEN : null;
  }

  #banned({ owner, token }: Auth, address: string): Refused | null {
    const person = this.#known(token);
    if (owner !== undefined || person?.owner) return null; // by now the owner's token has been shown
    return person?.banned || this.bans.has(address) ? BANNED : null;
  }

  async #showPasscode(
    lock: Lock,
    { owner, token, passcode }: Auth,
    session: Session,
  ): Promise<Refused | null> {
    const person = this.#known(token);
    if (owner !== undefined || person?.owner || person?.admitted === lock.version) return null;
    return this.#show(lock, passcode, session, "This host");
  }

  async #show(
    lock: Lock,
    shown: string | undefined,
    session: Session,
    door: string,
  ): Promise<Refused | null> {
    if (!isClosed(lock)) return null;
    if (shown === undefined) return asksFor(door);
    const wrong = refuse("passcode-wrong", "That is not the passcode. Ask whoever runs the host for it.");
    const isHere = (): boolean => session.readyState === "open"; // nothing is hashed for those who have gone
    return this.#attempts.check(
      plainAddress(session.remoteAddress),
      (mayLook) => this.#passcodes.matches(lock, shown, () => isHere() && mayLook()),
      wrong,
    );
  }

  #known(token: string | undefined): Person | undefined {
    return token === undefined ? undefined : this.#members.find(memberId(token));
  }

  #knowsRoom(person: Person, room: string, { version }: Lock): boolean {
    return person.owner || (person.hasToken && this.#store.members.admittedTo(room, person.id) === version);
  }
}

function asksFor(door: string): Refused {
  return refuse("passcode-needed", `${door} asks for a passcode. Give it to come in.`);
}

const NOT_THE_OWNER = refuse(
  "invalid",
  "That is not the owner's token of this host. Open the link that the host printed when it started.",
);
const OWNER_WITHOUT_TOKEN = refuse("invalid", "An owner needs a member token. Send one along.");
const BANNED = refuse("banned", "The host's owner does not let you in.");
