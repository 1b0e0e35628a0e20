import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from "@photostructure/sqlite";
import { LOBBY } from "../protocol/limits.ts";
import type { Member, Message } from "../protocol/schemas.ts";
import { StartError } from "./start-error.ts";

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

/** Step n takes a database from `user_version` n to n + 1. Never change one that has been released. */
const MIGRATIONS = [
  `CREATE TABLE rooms (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE
   ) STRICT;
   CREATE TABLE messages (
     room INTEGER NOT NULL REFERENCES rooms (id),
     seq INTEGER NOT NULL,
     id TEXT NOT NULL UNIQUE,
     sender_id TEXT NOT NULL,
     sender_name TEXT NOT NULL,
     text TEXT NOT NULL,
     sent_at REAL NOT NULL,
     stored_at INTEGER NOT NULL,
     UNIQUE (room, seq)
   ) STRICT;
   INSERT INTO rooms (name) VALUES ('${LOBBY}');`,
];

/** A page ends early once its texts have this many UTF-16 units, so that no answer takes megabytes. */
const PAGE_TEXT = 500_000;

/** How long to wait for another process to let go of the database (a host that is just closing), in ms. */
const LOCK_WAIT = 1_000;

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
  readonly #db: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();
  readonly #roomIds = new Map<string, number>();

  /**
   * Opens the file, or makes it, and brings it to the present schema.
   * @throws {StartError} when it is damaged, in use, not writable or from a newer version.
   */
  constructor(file: string) {
    this.#db = openDatabase(file);
    for (const { id, name } of this.#rows<{ id: number; name: string }>("SELECT id, name FROM rooms"))
      this.#roomIds.set(name, id);
  }

  /** Every room with the seq of its last message, in the order in which they were created. */
  rooms(): { name: string; head: number }[] {
    return this.#rows(
      `SELECT name, (SELECT coalesce(max(seq), 0) FROM messages WHERE room = rooms.id) AS head
       FROM rooms ORDER BY id`,
    );
  }

  createRoom(name: string): void {
    const { lastInsertRowid } = this.#statement("INSERT INTO rooms (name) VALUES (?)").run(name);
    this.#roomIds.set(name, Number(lastInsertRowid));
  }

  /**
   * Stores the drafts in order, in one transaction, which is on disk when this returns: all or, when it throws,
   * none. `storedAt` in Unix ms.
   */
  append(drafts: readonly Draft[], storedAt: number): Appended[] {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const appended = drafts.map((draft) => this.#append(draft, storedAt));
      this.#db.exec("COMMIT");
      return appended;
    } catch (error) {
      // SQLite itself rolls back on some errors, a full disk for one.
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
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

function openDatabase(file: string): DatabaseSyncInstance {
  let db: DatabaseSyncInstance | undefined;
  try {
    db = new DatabaseSync(file, { timeout: LOCK_WAIT });
    // One host a file: heads are kept in memory and broadcasts reach only the clients of one process.
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    refuseDamaged(db, file);
    refuseNewer(db, file);
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL"); // in WAL mode NORMAL may lose the last commits with the power
    migrate(db);
    return db;
  } catch (error) {
    abandon(db);
    throw error instanceof StartError ? error : new StartError("data", sentenceFor(error, file), error);
  }
}

/**
 * `close()` alone keeps the lock until the garbage collector has found every prepared statement (as of
 * @photostructure/sqlite 1.2.1), so the lock is given up first. That takes leaving WAL mode, as an exclusive
 * lock cannot be given up in it, and then one access: https://sqlite.org/pragma.html#pragma_locking_mode
 */
function closeDatabase(db: DatabaseSyncInstance): void {
  try {
    db.exec("PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema");
  } finally {
    db.close();
  }
}

/** Closes what could not be opened right. That this fails too says nothing new. */
function abandon(db: DatabaseSyncInstance | undefined): void {
  try {
    if (db?.isTransaction) db.exec("ROLLBACK");
    if (db) closeDatabase(db);
  } catch {
    // The reason why it could not be opened is what counts.
  }
}

function refuseDamaged(db: DatabaseSyncInstance, file: string): void {
  const { quick_check: verdict }: { quick_check: string } = db.prepare("PRAGMA quick_check(1)").get();
  if (verdict !== "ok") throw new StartError("data", damaged(file), new Error(verdict));
}

function versionOf(db: DatabaseSyncInstance): number {
  const { user_version: version }: { user_version: number } = db.prepare("PRAGMA user_version").get();
  return version;
}

function refuseNewer(db: DatabaseSyncInstance, file: string): void {
  if (versionOf(db) > MIGRATIONS.length)
    throw new StartError(
      "data",
      `${file} was written by a newer Pushpull. Update Pushpull, or choose another data folder.`,
    );
}

/** Writes even when there is nothing to do, so that a file that cannot be written to is noticed now. */
function migrate(db: DatabaseSyncInstance): void {
  const version = versionOf(db);
  db.exec("BEGIN IMMEDIATE");
  for (const step of MIGRATIONS.slice(version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  db.exec("COMMIT");
}

function damaged(file: string): string {
  return `The history in ${file} is damaged. Move that file away to start with an empty history, or restore a copy.`;
}

/** SQLite's primary result codes: https://sqlite.org/rescode.html */
function sentenceFor(error: unknown, file: string): string {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  switch (code) {
    case 5: // SQLITE_BUSY
      return `Another Pushpull host uses ${file}. Close it, or choose another data folder.`;
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return `${file} cannot be written to. Make it and its folder writable, or choose another data folder.`;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return damaged(file);
    case 13: // SQLITE_FULL
      return `The disk that holds ${file} is full. Make room, or choose another data folder.`;
    default:
      return `The history in ${file} cannot be opened: ${error instanceof Error ? error.message : error}`;
  }
}
