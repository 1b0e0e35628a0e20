import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { LOBBY } from "../protocol/limits.ts";
import { StartError } from "./start-error.ts";

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

  `CREATE TABLE settings (
     key TEXT PRIMARY KEY,
     value TEXT NOT NULL
   ) STRICT;
   CREATE TABLE members (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     name_fixed INTEGER NOT NULL,
     seen_at INTEGER NOT NULL,
     owner INTEGER NOT NULL,
     muted INTEGER NOT NULL,
     banned INTEGER NOT NULL,
     admitted INTEGER NOT NULL
   ) STRICT;
   ALTER TABLE rooms ADD COLUMN passcode TEXT;
   ALTER TABLE rooms ADD COLUMN passcode_version INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE rooms ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE room_admissions (
     room INTEGER NOT NULL REFERENCES rooms (id),
     member TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
     version INTEGER NOT NULL,
     PRIMARY KEY (room, member)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX room_admissions_of_member ON room_admissions (member);`,
];

/** How long to wait for another process to let go of the database (a host that is just closing), in ms. */
const LOCK_WAIT = 1_000;

/**
 * Opens the file, or makes it, and brings it to the present schema.
 * @throws {StartError} when it is damaged, in use, not writable or from a newer version.
 */
export function openDatabase(file: string): DatabaseSyncInstance {
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
export function closeDatabase(db: DatabaseSyncInstance): void {
  try {
    db.exec("PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema");
  } finally {
    db.close();
  }
}

/** Does the work in one transaction, which is on disk when this returns: all of it or, when it throws, nothing. */
export function transaction<T>(db: DatabaseSyncInstance, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const done = work();
    db.exec("COMMIT");
    return done;
  } catch (error) {
    // SQLite itself rolls back on some errors, a full disk for one.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** Closes what could not be opened right. That this fails too says nothing new. */
function abandon(db: DatabaseSyncInstance | undefined): void {
  try {
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
  transaction(db, () => {
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
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
