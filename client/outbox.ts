import { nanoid } from "nanoid";
import type { Refusal } from "../protocol/errors.ts";
import { LIMITS } from "../protocol/limits.ts";
import { messageText } from "../protocol/schemas.ts";
import type { Connection } from "./connection.ts";
import type { Problem } from "./problems.ts";
import { Tries } from "./tries.ts";

/** A message of one's own that the host has not stored yet, as far as one knows. Never changed in place. */
export interface Outgoing {
  readonly id: string;
  readonly room: string;
  readonly text: string;
  /** When it was sent, on the host's clock as far as it was known: Unix ms. */
  readonly sentAt: number;
  readonly state: "waiting" | "sending" | "failed";
  /** Why it failed. */
  readonly refusal?: Refusal | Problem;
}

/** What an owner keeps of a message to hand it to the next session's outbox. */
export type SavedOutgoing = Pick<Outgoing, "id" | "room" | "text" | "sentAt">;

export interface OutboxOwner {
  /** The host's time, in Unix ms. */
  now(): number;
  /** Whether messages for the room can be sent now; otherwise they wait. */
  isReady(room: string): boolean;
  changed(): void;
  /** `sentAt`: see Outgoing. */
  acked(ack: { id: string; seq: number; sentAt: number }): void;
  refused(outgoing: Outgoing): void;
}

/** How long the outbox waits when the host says that it sends too fast, in ms. */
const RATE_PAUSE = 500;

/**
 * Messages on their way to the host: pipelined, in order, resent until they are acked.
 *
 * At most `LIMITS.window` are in flight. After a drop, all that was not acked is sent again in the old order before
 * anything newer; the host stores an id once, so that resending is safe. A refusal fails that message only. When
 * the host asks to slow down, the window closes to one message and opens again by one with each ack: what was
 * refused is sent again before what follows it.
 */
export class Outbox {
  readonly #owner: OutboxOwner;
  /** In the order of sending. */
  readonly #entries = new Map<string, Outgoing>();
  /** Ids of those whose `sentAt` is a guess, since the host's clock was not known yet. */
  readonly #guessed = new Set<string>();
  /** Ids that were sent over this connection and not answered yet. */
  readonly #inFlight = new Set<string>();
  /** Ids that were sent before, maybe over a connection that is gone. */
  readonly #sent = new Set<string>();
  readonly #tries = new Tries();
  #retransmitted = 0;
  #connection: Connection | null = null;
  #window: number = LIMITS.window;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #list: readonly Outgoing[] | null = null;

  constructor(owner: OutboxOwner, saved: readonly SavedOutgoing[] = []) {
    this.#owner = owner;
    for (const { id, room, text, sentAt } of saved) {
      this.#entries.set(id, { id, room, text, sentAt, state: "waiting" });
    }
  }

  /** How often a message was sent again, since its ack had not come. */
  get retransmitted(): number {
    return this.#retransmitted;
  }

  /** When a message was handed to the transport, in the try that the host stored at `storedAt`; null when not known. */
  handedOverAt(id: string, storedAt: number): number | null {
    return this.#tries.of(id, storedAt);
  }

  /** All messages that are not stored yet, in order; another array after each change. */
  get list(): readonly Outgoing[] {
    this.#list ??= [...this.#entries.values()];
    return this.#list;
  }

  /**
   * Puts a message in and sends it when its turn comes. A text that no host accepts fails at once.
   * `isGuess`: `sentAt` is to be corrected by `redate`.
   */
  add(room: string, text: string, sentAt: number, isGuess = false): Outgoing {
    const id = nanoid();
    if (isGuess) this.#guessed.add(id);
    const checked = messageText.safeParse(text);
    if (checked.success) {
      this.#put({ id, room, text: checked.data, sentAt, state: "waiting" });
      this.flush();
      return this.#entries.get(id) ?? { id, room, text: checked.data, sentAt, state: "waiting" };
    }
    const message = checked.error.issues[0]?.message ?? "The message is not valid.";
    return this.#fail({ id, room, text, sentAt, state: "failed" }, { code: "invalid", message });
  }

  /** Sends a failed message again, as the newest one. */
  retry(id: string, sentAt: number): void {
    const entry = this.#entries.get(id);
    if (entry?.state !== "failed") return;
    this.#entries.delete(id);
    this.#put({ id, room: entry.room, text: entry.text, sentAt, state: "waiting" });
    this.flush();
  }

  /** Forgets a failed message. */
  discard(id: string): void {
    if (this.#entries.get(id)?.state === "failed") this.#remove(id);
  }

  /** Moves the times that were guesses by so many ms. Nothing has been sent yet then. */
  redate(ms: number): void {
    for (const id of this.#guessed) {
      const entry = this.#entries.get(id);
      if (entry?.state === "waiting") this.#put({ ...entry, sentAt: entry.sentAt + Math.round(ms) });
    }
    this.#guessed.clear();
  }

  /** A message came back from the host: if it is in here, it is stored. */
  stored(id: string, seq: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#remove(id);
    this.#owner.acked({ id, seq, sentAt: entry.sentAt });
  }

  /** Fails what waits for a room that cannot be entered any more. */
  failRoom(room: string, refusal: Refusal | Problem): void {
    for (const entry of this.list) {
      if (entry.room === room && entry.state !== "failed") this.#fail(entry, refusal);
    }
  }

  /** Sends over this connection from now on: first what was not acked on the last one. */
  resume(connection: Connection): void {
    this.#connection = connection;
    this.#window = LIMITS.window;
    this.flush();
  }

  /** The connection is gone: what was in flight waits again. */
  pause(): void {
    this.#connection = null;
    this.#inFlight.clear();
    this.#stopPause();
    for (const entry of this.#entries.values()) {
      if (entry.state === "sending") this.#put({ ...entry, state: "waiting" });
    }
  }

  /** Sends what may be sent now. */
  flush(): void {
    const connection = this.#connection;
    if (!connection || this.#pause) return;
    for (const entry of this.#entries.values()) {
      if (this.#inFlight.size >= this.#window) return;
      if (entry.state === "waiting" && this.#owner.isReady(entry.room)) this.#send(connection, entry);
    }
  }

  #send(connection: Connection, entry: Outgoing): void {
    const { id, room, text, sentAt } = entry;
    this.#put({ ...entry, state: "sending" });
    this.#inFlight.add(id);
    if (this.#sent.has(id)) this.#retransmitted++;
    this.#sent.add(id);
    this.#tries.add(id, this.#owner.now());
    connection.post("message", { room, id, text, sentAt }, (answer) => {
      this.#inFlight.delete(id);
      if (answer.ok) this.stored(id, answer.seq);
      else this.#refused(id, answer.error);
      this.flush();
    });
  }

  #refused(id: string, refusal: Refusal | Problem): void {
    const entry = this.#entries.get(id);
    if (!entry) return; // it came back in a broadcast: it is stored
    if (refusal.code !== "rate-limited") {
      this.#fail(entry, refusal);
      return;
    }
    this.#sent.delete(id); // it was answered: this is no retransmission
    this.#put({ ...entry, state: "waiting" });
    this.#window = 1;
    this.#pause ??= setTimeout(() => {
      this.#stopPause();
      this.flush();
    }, RATE_PAUSE);
  }

  #fail(entry: Outgoing, refusal: Refusal | Problem): Outgoing {
    const failed: Outgoing = { ...entry, state: "failed", refusal };
    this.#put(failed);
    this.#owner.refused(failed);
    return failed;
  }

  #put(entry: Outgoing): void {
    this.#entries.set(entry.id, entry);
    this.#changed();
  }

  #remove(id: string): void {
    this.#entries.delete(id);
    this.#sent.delete(id);
    this.#window = Math.min(LIMITS.window, this.#window + 1);
    this.#changed();
  }

  #changed(): void {
    this.#list = null;
    this.#owner.changed();
  }

  #stopPause(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }
}
