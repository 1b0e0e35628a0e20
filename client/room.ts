import type { Message, PresentMember, ReplyBody } from "../protocol/schemas.ts";
import type { Connection } from "./connection.ts";
import type { Answer, Problem } from "./problems.ts";
import { type Arrival, RoomLog } from "./room-log.ts";

export interface RoomOwner {
  now(): number;
  delivered(arrival: Arrival): void;
  problem(problem: Problem): void;
}

type Page = ReplyBody<"room:join">;

/** One room that the session is in, or about to be in: its members, and its messages in order, each once. */
export class Room {
  readonly name: string;
  /** Whether the host knows over the present connection that we are here. */
  joined = false;
  readonly #owner: RoomOwner;
  readonly #log = new RoomLog();
  readonly #members = new Map<string, PresentMember>();
  #connection: Connection | null = null;
  #catchingUp = false;
  #start: ReturnType<typeof setTimeout> | undefined;
  /** Whether messages may come out: not before the one who joined has the page. */
  #started = false;
  /** Whether the connection was lost since all had come. */
  #behind = false;
  #recovered = 0;

  constructor(name: string, owner: RoomOwner) {
    this.name = name;
    this.#owner = owner;
  }

  /** Seq of the last message that was delivered: `null` before the first page. */
  get last(): number | null {
    return this.#log.last;
  }

  /** Messages that came again: dropped here. */
  get duplicates(): number {
    return this.#log.duplicates;
  }

  /** Messages that had been missed, and were fetched. */
  get recovered(): number {
    return this.#recovered;
  }

  get members(): readonly PresentMember[] {
    return [...this.#members.values()];
  }

  /** The host's answer to a join. `after`: the last seq that whoever joined has; without it, the page's last. */
  enter(connection: Connection, page: Page, after: number | undefined): void {
    this.joined = true;
    this.#connection = connection;
    this.#members.clear();
    for (const member of page.members) this.#members.set(member.id, member);
    if (this.#log.last === null) this.#log.startAfter(after ?? page.messages.at(-1)?.seq ?? page.room.head);
    else if (page.room.head < this.#log.last) this.#startOver(page.room.head);
    const { last } = this.#log;
    for (const message of page.messages) {
      // Whoever enters again without `after` has asked to be told what is known.
      if (after !== undefined || last === null || message.seq > last) this.#put(message, false);
    }
    const more = page.more && after !== undefined;
    if (this.#started) this.#settle(more);
    else {
      // A task later, so that whoever awaits the join has the page before the first message comes.
      clearTimeout(this.#start);
      this.#start = setTimeout(() => {
        this.#started = true;
        this.#settle(more);
      });
    }
  }

  /** The connection is gone. */
  lose(): void {
    this.joined = false;
    this.#behind = this.#started;
    this.#connection = null;
    this.#catchingUp = false;
  }

  /** Nothing comes out any more. */
  close(): void {
    this.lose();
    clearTimeout(this.#start);
    this.#started = false;
  }

  /** A message that the host told unasked. */
  hear(message: Message): void {
    this.#put(message, true);
    if (this.#started) this.#settle(false);
  }

  /** Somebody came, changed or left. */
  see(member: PresentMember, present: boolean): void {
    if (present) this.#members.set(member.id, member);
    else this.#members.delete(member.id);
  }

  #put(message: Message, live: boolean): void {
    this.#log.put({ message, receivedAt: Math.round(this.#owner.now()), live });
  }

  #settle(more: boolean): void {
    for (const arrival of this.#log.take()) {
      if (this.#behind && !arrival.live) this.#recovered++;
      this.#owner.delivered(arrival);
    }
    if (more || this.#log.hasGap) this.#catchUp();
    else this.#behind = false;
  }

  /** Asks for what follows the last message, page by page, until nothing is missing. */
  #catchUp(): void {
    const after = this.#log.last;
    if (!this.#connection || this.#catchingUp || after === null) return;
    this.#catchingUp = true;
    this.#connection.ask("room:resume", { room: this.name, after }, (answer) => {
      this.#catchingUp = false;
      this.#resumed(after, answer);
    });
  }

  #resumed(after: number, answer: Answer<ReplyBody<"room:resume">>): void {
    if (!answer.ok) {
      this.#owner.problem(answer.error);
      return;
    }
    for (const message of answer.messages) this.#put(message, false);
    const nothingNew = (answer.messages.at(-1)?.seq ?? 0) <= after;
    if (nothingNew && this.#log.hasGap) {
      const message = `The host has no message ${after + 1} in "${this.name}"; it was left out.`;
      this.#owner.problem({ code: "history-gap", message });
      this.#log.skipGap();
    }
    this.#settle(answer.more && !nothingNew);
  }

  #startOver(head: number): void {
    this.#log.startAfter(head);
    const message = `The host has fewer messages in "${this.name}" than before; join the room again to see them.`;
    this.#owner.problem({ code: "history-changed", message });
  }
}
