import type { DatabaseSyncInstance } from "@photostructure/sqlite";
import { transaction } from "../database.ts";
import type { Person } from "../people.ts";

/** What is kept of a member. */
export type MemberRecord = Pick<
  Person,
  "id" | "name" | "nameFixed" | "seenAt" | "owner" | "muted" | "banned" | "admitted"
>;

interface Row {
  id: string;
  name: string;
  name_fixed: number;
  seen_at: number;
  owner: number;
  muted: number;
  banned: number;
  admitted: number;
}

/** Who the host knows, and whom it has let in where, in the host's database. Calls are synchronous; one that throws has changed nothing. */
export class MemberStore {
  readonly #db: DatabaseSyncInstance;

  constructor(db: DatabaseSyncInstance) {
    this.#db = db;
  }

  /** Everybody, the last seen first. */
  all(): MemberRecord[] {
    const rows: Row[] = this.#db.prepare("SELECT * FROM members ORDER BY seen_at DESC").all();
    return rows.map(toRecord);
  }

  /** Writes the members' records, in one transaction. */
  save(members: Iterable<MemberRecord>): void {
    transaction(this.#db, () => {
      const upsert = this.#db.prepare(
        `INSERT INTO members (id, name, name_fixed, seen_at, owner, muted, banned, admitted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE
         SET name = ?2, name_fixed = ?3, seen_at = ?4, owner = ?5, muted = ?6, banned = ?7, admitted = ?8`,
      );
      for (const { id, name, nameFixed, seenAt, owner, muted, banned, admitted } of members)
        upsert.run(id, name, +nameFixed, seenAt, +owner, +muted, +banned, admitted);
    });
  }

  /** Forgets the members, and where they have been let in, in one transaction. */
  forget(ids: Iterable<string>): void {
    transaction(this.#db, () => {
      const remove = this.#db.prepare("DELETE FROM members WHERE id = ?");
      for (const id of ids) remove.run(id);
    });
  }

  /** The version of the room's passcode that the member has shown; 0 for none. */
  admittedTo(room: string, member: string): number {
    const row: { version: number } | undefined = this.#db
      .prepare(
        `SELECT version FROM room_admissions
         WHERE room = (SELECT id FROM rooms WHERE name = ?) AND member = ?`,
      )
      .get(room, member);
    return row?.version ?? 0;
  }

  /** The rooms whose passcode the member has shown, each with the version of it. */
  admissionsOf(member: string): Map<string, number> {
    const rows: { name: string; version: number }[] = this.#db
      .prepare(
        `SELECT rooms.name, version FROM room_admissions JOIN rooms ON rooms.id = room WHERE member = ?`,
      )
      .all(member);
    return new Map(rows.map(({ name, version }) => [name, version]));
  }

  /** The members who have shown that version of the room's passcode. */
  admittedBy(room: string, version: number): Set<string> {
    const rows: { member: string }[] = this.#db
      .prepare(
        `SELECT member FROM room_admissions
         WHERE room = (SELECT id FROM rooms WHERE name = ?) AND version = ?`,
      )
      .all(room, version);
    return new Set(rows.map(({ member }) => member));
  }

  /** Keeps that the member has shown that version of the room's passcode. The member must have been saved. */
  admit(room: string, member: string, version: number): void {
    this.#db
      .prepare(
        `INSERT INTO room_admissions (room, member, version)
         SELECT id, ?2, ?3 FROM rooms WHERE name = ?1
         ON CONFLICT (room, member) DO UPDATE SET version = ?3`,
      )
      .run(room, member, version);
  }
}

function toRecord(row: Row): MemberRecord {
  return {
    id: row.id,
    name: row.name,
    nameFixed: row.name_fixed === 1,
    seenAt: row.seen_at,
    owner: row.owner === 1,
    muted: row.muted === 1,
    banned: row.banned === 1,
    admitted: row.admitted,
  };
}
