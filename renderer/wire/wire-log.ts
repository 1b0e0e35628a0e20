import type { WireEntry } from "../../protocol/wire.ts";
import { changedAt } from "./lives.ts";
import { field, readPacket } from "./packet.ts";
import {
  type ClosedLife,
  type EndEntry,
  type ExchangeRow,
  isPoll,
  type Note,
  type NoteRow,
  type PacketEntry,
  type RequestEntry,
  type ResponseEntry,
  type Row,
  timeOf,
} from "./rows.ts";
import { type What, whatOf } from "./what.ts";

let lastKey = 0;

/** Also those of two logs differ: what was chosen in one is not found in the next. */
function nextKey(): number {
  lastKey += 1;
  return lastKey;
}

/** Rows that are kept. Of more, the oldest go. */
export const MOST_ROWS = 5_000;

/** What has gone over the wire, as rows in the order in which it began: each entry costs the same, however long the log is. */
export class WireLog {
  #rows: Row[] = [];
  #dropped = 0;
  #missed = 0;
  #bytes = 0;
  #lastAt = 0;
  /** The line of the last restart, until its first entry comes. */
  #restarted: NoteRow | null = null;
  /** Of this recording, by the number that the host gave. */
  readonly #open = new Map<number, ExchangeRow>();

  /** In order, the newest last. The same array until rows go: it grows. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Rows that had to go for newer ones. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Entries that the host had dropped before they were fetched. */
  get missed(): number {
    return this.#missed;
  }

  /** Bytes of all that was recorded, heads and bodies. */
  get bytes(): number {
    return this.#bytes;
  }

  /** When the newest entry happened that was not a request: those of a later recording are all newer. */
  get lastAt(): number {
    return this.#lastAt;
  }

  /** Takes in what happened next, and the WebSockets that closed meanwhile. */
  fold(entries: readonly WireEntry[], missed = 0, closed: readonly ClosedLife[] = []): void {
    if (entries[0]) this.#beganBy(entries[0].at);
    if (missed > 0) {
      this.#missed += missed;
      this.#note({ note: "missed", count: missed }, entries[0]?.at ?? this.#lastAt);
    }
    for (const entry of entries) this.#take(entry);
    for (const life of closed) this.#close(life);
    this.#trim();
  }

  /** The numbers of exchanges begin anew: what is open is not followed any longer. */
  restart(note: "reconnected" | "gap", at: number): void {
    for (const row of this.#open.values()) {
      row.isLost = true;
      row.version++;
    }
    this.#open.clear();
    this.#restarted = this.#rows.length > 0 ? this.#note({ note }, at) : null;
    this.#trim();
  }

  /** Forgets all but what is open: that goes on. */
  clear(): void {
    this.#rows = [...this.#open.values()].sort((a, b) => a.key - b.key);
    this.#dropped = 0;
    this.#missed = 0;
    this.#bytes = 0;
  }

  #take(entry: WireEntry): void {
    if (entry.kind !== "request") this.#lastAt = Math.max(this.#lastAt, entry.at);
    if (entry.kind === "request") this.#begin(entry);
    else if (entry.kind === "switch") this.#rows.push({ kind: "switch", key: nextKey(), switch: entry });
    else {
      // Of an exchange whose request the host had dropped nothing can be shown; how much that is, is told as missed.
      const row = this.#open.get(entry.exchange);
      if (row) this.#add(row, entry);
    }
  }

  #begin(request: RequestEntry): void {
    const row: ExchangeRow = {
      kind: "exchange",
      key: nextKey(),
      request,
      response: null,
      end: null,
      nothing: null,
      up: { packets: 0, bytes: 0 },
      down: { packets: 0, bytes: 0 },
      isLost: false,
      version: 0,
    };
    this.#open.set(request.exchange, row);
    this.#rows.push(row);
    this.#bytes += request.headBytes;
  }

  #add(row: ExchangeRow, entry: ResponseEntry | PacketEntry | EndEntry): void {
    row.version++;
    if (entry.kind === "response") {
      row.response = entry;
      this.#bytes += entry.headBytes;
    } else if (entry.kind === "end") {
      row.end = entry;
      this.#open.delete(entry.exchange);
    } else this.#carry(row, entry);
  }

  #carry(carrier: ExchangeRow, packet: PacketEntry): void {
    const tally = carrier[packet.direction];
    const bytes = packet.written?.bytes ?? packet.bytes;
    tally.packets++;
    tally.bytes += bytes;
    this.#bytes += bytes;
    const read = readPacket(packet.packet, packet.binary);
    const said = whatOf(read, packet.direction === "up");
    if (said.key === "nothing" && isPoll(carrier)) {
      carrier.nothing = packet;
      return;
    }
    // A stream has nothing to answer: there it says that it is up.
    const what: What = said.key === "nothing" ? { key: "ready" } : said;
    const message = read.socket?.event === "message" ? messageId(read.socket.body, packet.packet) : null;
    const ack = read.socket?.ack ?? null;
    this.#rows.push({ kind: "packet", key: nextKey(), packet, carrier, what, message, ack });
  }

  /** A new connection is heard of when it has carried something already: it began with that, at the latest. */
  #beganBy(at: number): void {
    const note = this.#restarted;
    this.#restarted = null;
    const index = note ? this.#rows.lastIndexOf(note) : -1;
    if (note === null || index === -1 || at >= note.at) return;
    // Nothing of the connection before is later than its end.
    const before = this.#rows[index - 1];
    this.#rows[index] = { ...note, at: Math.max(at, before ? timeOf(before) : at) };
  }

  /** Puts a close where it belongs by time: the browser's clock and the host's entries are read at different moments. */
  #close(life: ClosedLife): void {
    const at = changedAt(life);
    const before = this.#rows.findLastIndex((row) => timeOf(row) <= at);
    this.#rows.splice(before + 1, 0, { kind: "note", key: nextKey(), at, note: "closed", life });
  }

  /** A line that parts what follows from all that was before. */
  #note(note: Note, at: number): NoteRow {
    const last = this.#rows.at(-1);
    const row: NoteRow = {
      kind: "note",
      key: nextKey(),
      at: last ? Math.max(at, timeOf(last)) : at,
      ...note,
    };
    this.#rows.push(row);
    return row;
  }

  #trim(): void {
    const over = this.#rows.length - MOST_ROWS;
    if (over <= 0) return;
    this.#rows = this.#rows.slice(over);
    this.#dropped += over;
  }
}

/** Of a message that was cut the id can still be read: it stands before the text. */
function messageId(body: unknown, packet: string): string | null {
  const id = field(body, "id") ?? /"id":"([\w-]+)"/.exec(packet)?.[1];
  return typeof id === "string" ? id : null;
}
