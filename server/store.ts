import type { DatabaseSyncInstance, StatementSyncInstance } from "@photostructure/sqlite";
import type { Member, Message } from "../protocol/schemas.ts";
import { type Lock, OPEN } from "./access/lock.ts";
import { MemberStore } from "./access/member-store.ts";
import { closeDatabase, openDatabase, transaction } from "./database.ts";

/** A message that has been accepted and is not stored yet. */
export interface Draft {
  room: string;
  id: string;
  sender: Member;
  text: string;
  sentAt: number;
}

/** What became of a draft: stored now, stored before (the same sender sent it again), or its id is another's. */
export type Appended =
  | { kind: "stored"; message: Message }
  | { kind: "known"; seq: number; storedAt: number }
  | { kind: "taken" };

/** Messages in order of seq, and whether there are more in the direction that was read. */
export interface Page {
  messages: Message[];
  more: boolean;
}

/** A room as it is kept. */
export interface KeptRoom {
  name: string;
  /** Seq of the last message; 0 for none. */
  head: number;
  lock: Lock;
  closed: boolean;
}

/** A page ends early once its texts have this many UTF-16 units, so that no answer takes megabytes. */
const PAGE_TEXT = 500_000;

interface RoomRow {
  name: string;
  head: number;
  passcode: string | null;
  version: number;
  closed: number;
}

interface MessageRow {
  seq: number;
  id: string;
  sender_id: string;
  sender_name: string;
  text: string;
  sent_at: number;
  stored_at: number;
}

/** The host's history in one SQLite file. All calls are synchronous; one that throws has changed nothing. */
export class Store {
  /** Who the host knows. */
  readonly members: MemberStore;
  readonly #db: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();
  readonly #roomIds = new Map<string, number>();

  /**
   * Opens the file, or makes it, and brings it to the present schema.
   * @throws {StartError} when it is damaged, in use, not writable or from a newer version.
   */
  constructor(file: string) {
    this.#db = openDatabase(file);
    this.members = new MemberStore(this.#db);
    for (const { id, name } of this.#rows<{ id: number; name: string }>("SELECT id, name FROM rooms"))
      this.#roomIds.set(name, id);
  }

  /** Every room, in the order in which they were created. */
  rooms(): KeptRoom[] {
    const rows = this.#rows<RoomRow>(
      `SELECT name, (SELECT coalesce(max(seq), 0) FROM messages WHERE room = rooms.id) AS head,
         passcode, passcode_version AS version, closed
       FROM rooms ORDER BY id`,
    );
    return rows.map(({ name, head, passcode, version, closed }) => {
      return { name, head, lock: { passcode, version }, closed: closed === 1 };
    });
  }

  createRoom(name: string, { passcode, version }: Lock = OPEN): void {
    const { lastInsertRowid } = this.#statement(
      "INSERT INTO rooms (name, passcode, passcode_version) VALUES (?, ?, ?)",
    ).run(name, passcode, version);
    this.#roomIds.set(name, Number(lastInsertRowid));
  }

  lockRoom(room: string, { passcode, version }: Lock): void {
    this.#statement("UPDATE rooms SET passcode = ?, passcode_version = ? WHERE id = ?").run(
      passcode,
      version,
      this.#roomId(room),
    );
  }

  closeRoom(room: string, closed: boolean): void {
    this.#statement("UPDATE rooms SET closed = ? WHERE id = ?").run(+closed, this.#roomId(room));
  }

  /** What the host asks for at its own door. */
  hostLock(): Lock {
    const kept: { value: string } | undefined = this.#statement(
      "SELECT value FROM settings WHERE key = 'host-lock'",
    ).get();
    return kept ? (JSON.parse(kept.value) as Lock) : OPEN;
  }

  lockHost(lock: Lock): void {
    this.#statement(
      `INSERT INTO settings (key, value) VALUES ('host-lock', ?1)
       ON CONFLICT (key) DO UPDATE SET value = ?1`,
    ).run(JSON.stringify({ passcode: lock.passcode, version: lock.version }));
  }

  /**
   * Stores the drafts in order, in one transaction, which is on disk when this returns: all or, when it throws,
   * none. `storedAt` in Unix ms.
   */
  append(drafts: readonly Draft[], storedAt: number): Appended[] {
    return transaction(this.#db, () => drafts.map((draft) => this.#append(draft, storedAt)));
  }

  /** Up to `limit` messages from the one after seq `after`. */
  after(room: string, after: number, limit: number): Page {
    return this.#page("seq > ? ORDER BY seq", room, after, limit);
  }

  /** The page of up to `limit` messages that ends before seq `before`. */
  before(room: string, before: number, limit: number): Page {
    const { messages, more } = this.#page("seq < ? ORDER BY seq DESC", room, before, limit);
    return { messages: messages.reverse(), more };
  }

  /** The last `limit` messages. */
  last(room: string, limit: number): Page {
    return this.before(room, Number.MAX_SAFE_INTEGER, limit);
  }

  close(): void {
    closeDatabase(this.#db);
  }

  #append({ room, id, sender, text, sentAt }: Draft, storedAt: number): Appended {
    const roomId = this.#roomId(room);
    const inserted: { seq: number } | undefined = this.#statement(
      `INSERT INTO messages (room, seq, id, sender_id, sender_name, text, sent_at, stored_at)
       SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM messages WHERE room = ?1
       ON CONFLICT (id) DO NOTHING
       RETURNING seq`,
    ).get(roomId, id, sender.id, sender.name, text, sentAt, storedAt);
    if (inserted)
      return { kind: "stored", message: { room, seq: inserted.seq, id, sender, text, sentAt, storedAt } };
    const known: { seq: number; storedAt: number } | undefined = this.#statement(
      "SELECT seq, stored_at AS storedAt FROM messages WHERE id = ? AND sender_id = ? AND room = ?",
    ).get(id, sender.id, roomId);
    return known ? { kind: "known", ...known } : { kind: "taken" };
  }

  #page(where: string, room: string, bound: number, limit: number): Page {
    const rows = this.#statement(
      `SELECT seq, id, sender_id, sender_name, text, sent_at, stored_at FROM messages
       WHERE room = ? AND ${where} LIMIT ?`,
    ).iterate(this.#roomId(room), bound, limit + 1) as Iterable<MessageRow>;
    const messages: Message[] = [];
    let size = 0;
    for (const row of rows) {
      if (messages.length === limit || size >= PAGE_TEXT) return { messages, more: true };
      messages.push(toMessage(room, row));
      size += row.text.length;
    }
    return { messages, more: false };
  }

  #roomId(room: string): number {
    const id = this.#roomIds.get(room);
    if (id === undefined) throw new Error(`The store has no room "${room}".`);
    return id;
  }

  #rows<Row>(sql: string): Row[] {
    return this.#statement(sql).all();
  }

  /** Prepares each statement once. */
  #statement(sql: string): StatementSyncInstance {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function toMessage(room: string, row: MessageRow): Message {
  return {
    room,
    seq: row.seq,
    id: row.id,
    sender: { id: row.sender_id, name: row.sender_name },
    text: row.text,
    sentAt: row.sent_at,
    storedAt: row.stored_at,
  };
}
