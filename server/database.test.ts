import { closeSync, existsSync, mkdirSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { expect, it } from "vitest";
import { closeDatabase, openDatabase } from "./database.ts";
import { StartError } from "./start-error.ts";
import { Store } from "./store.ts";
import { temporaryFolder } from "./test-host.ts";

function newFile(): string {
  return join(temporaryFolder(), "history.sqlite");
}

/** A file of a host that has been closed. */
function closedFile(sql = "SELECT 1"): string {
  const file = newFile();
  const db = openDatabase(file);
  db.exec(sql);
  closeDatabase(db);
  return file;
}

function errorOf(file: string): StartError {
  try {
    closeDatabase(openDatabase(file));
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error("it opened");
}

function overwrite(file: string, bytes: Buffer, position: number): void {
  const fd = openSync(file, "r+");
  writeSync(fd, bytes, 0, bytes.length, position);
  closeSync(fd);
}

it("makes a new file with a lobby, in WAL mode", () => {
  const file = newFile();
  const db = openDatabase(file);
  expect(db.prepare("SELECT name FROM rooms").all()).toEqual([{ name: "lobby" }]);
  expect(existsSync(`${file}-wal`)).toBe(true);
  closeDatabase(db);
});

it("leaves one whole file and no lock when it closes, though statements are still about", () => {
  const file = newFile();
  const db = openDatabase(file);
  const statement = db.prepare("SELECT * FROM rooms");
  expect(statement.all()).toHaveLength(1);
  closeDatabase(db);
  expect(existsSync(`${file}-wal`)).toBe(false);
  closeDatabase(openDatabase(file));
});

it("refuses a file that another host uses", () => {
  const file = newFile();
  const db = openDatabase(file);
  expect(errorOf(file).message).toMatch(/Another Pushpull host uses/);
  closeDatabase(db);
});

it("refuses a file of a newer version, and does not hold it", () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  db.exec("PRAGMA user_version = 99");
  db.close();
  for (let i = 0; i < 2; i++) expect(errorOf(file).message).toMatch(/newer Pushpull/);
});

it("refuses a file that is no database", () => {
  const file = newFile();
  writeFileSync(file, "this is no database, but long enough to be looked at. ".repeat(100));
  expect(errorOf(file).message).toMatch(/is damaged/);
});

it("refuses a database with damage in its middle", () => {
  const file = closedFile(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO messages (room, seq, id, sender_id, sender_name, text, sent_at, stored_at)
    SELECT 1, i, 'id-' || i, 'ann', 'Ann', 'some text', 1, 1 FROM n`);
  const middle = Math.floor(statSync(file).size / 2 / 4_096) * 4_096;
  overwrite(file, Buffer.alloc(16_384, 0xa5), middle);
  expect(errorOf(file).message).toMatch(/is damaged/);
});

it("refuses a database that cannot be written to", () => {
  const file = closedFile();
  // A write version above 2 makes SQLite take the file as read-only (its file format, section 1.3.3), for root too.
  overwrite(file, Buffer.from([3]), 18);
  expect(errorOf(file).message).toMatch(/cannot be written to/);
});

it("refuses a path that is a folder", () => {
  const folder = newFile();
  mkdirSync(folder);
  expect(errorOf(folder).message).toMatch(/cannot be written to/);
});

it("brings a file of version 1 up to date, and keeps its messages", () => {
  const file = newFile();
  const old = new DatabaseSync(file);
  old.exec(`
    CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE messages (
      room INTEGER NOT NULL REFERENCES rooms (id), seq INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
      sender_id TEXT NOT NULL, sender_name TEXT NOT NULL, text TEXT NOT NULL,
      sent_at REAL NOT NULL, stored_at INTEGER NOT NULL, UNIQUE (room, seq)
    ) STRICT;
    INSERT INTO rooms (name) VALUES ('lobby'), ('tea');
    INSERT INTO messages VALUES (2, 1, 'm1', 'ann', 'Ann', 'from before', 1.5, 2);
    PRAGMA user_version = 1`);
  old.close();
  const store = new Store(file);
  const open = { lock: { passcode: null, version: 0 }, closed: false };
  expect(store.rooms()).toEqual([
    { name: "lobby", head: 0, ...open },
    { name: "tea", head: 1, ...open },
  ]);
  expect(store.last("tea", 10).messages).toMatchObject([{ seq: 1, id: "m1", text: "from before" }]);
  expect(store.hostLock()).toEqual(open.lock);
  expect(store.members.all()).toEqual([]);
  store.close();
});
