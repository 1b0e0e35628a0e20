import type { SocketClose } from "../../client/session.ts";
import type { WireEntry } from "../../protocol/wire.ts";
import { field, readPacket } from "./packet.ts";
import { type What, whatOf } from "./what.ts";

type Of<K extends WireEntry["kind"]> = Extract<WireEntry, { kind: K }>;
type RequestEntry = Of<"request">;
type ResponseEntry = Of<"response">;
export type PacketEntry = Of<"packet">;
type EndEntry = Of<"end">;

/** A request with its answer, as far as it has come; of an upgraded connection, all until its end. */
export interface ExchangeRow {
  readonly kind: "exchange";
  /** Grows from row to row; never given twice. */
  readonly key: number;
  readonly request: RequestEntry;
  response: ResponseEntry | null;
  end: EndEntry | null;
  /** The noop that answered a poll: nothing new. */
  nothing: PacketEntry | null;
  /** Packets that it has carried, and their bytes as they were written. */
  readonly up: { packets: number; bytes: number };
  readonly down: { packets: number; bytes: number };
  /** The recording ended before it did, so that its end is not known. */
  isLost: boolean;
  /** Grows with each change, so that a drawn row knows when it is stale. */
  version: number;
}

/** An event, a chunk, a frame or what a poll brought: it hangs under the exchange that carries it. */
export interface PacketRow {
  readonly kind: "packet";
  readonly key: number;
  readonly packet: PacketEntry;
  readonly carrier: ExchangeRow;
  readonly what: What;
  /** Of a chat message: its id. */
  readonly message: string | null;
}

interface SwitchRow {
  readonly kind: "switch";
  readonly key: number;
  readonly switch: Of<"switch">;
}

/** Between two recordings. `reconnected`: another connection follows. `gap`: nobody recorded for a while. */
export interface NoteRow {
  readonly kind: "note";
  readonly key: number;
  readonly at: number;
  readonly note: "reconnected" | "gap" | "missed";
  /** Entries that nobody fetched in time; 0 when that is not known. */
  readonly count: number;
  /** How the WebSocket closed that was in use until then. */
  readonly close: SocketClose | null;
}

export type Row = ExchangeRow | PacketRow | SwitchRow | NoteRow;

let lastKey = 0;

/** Also those of two logs differ: what was chosen in one is not found in the next. */
function nextKey(): number {
  lastKey += 1;
  return lastKey;
}

/** Rows that are kept. Of more, the oldest go. */
export const MOST_ROWS = 5_000;

/** When it happened, in Unix ms on the host's clock. */
export function timeOf(row: Row): number {
  if (row.kind === "exchange") return row.request.at;
  if (row.kind === "packet") return row.packet.at;
  return row.kind === "switch" ? row.switch.at : row.at;
}

/** What has gone over the wire, as rows in the order in which it began: each entry costs the same, however long the log is. */
export class WireLog {
  #rows: Row[] = [];
  #dropped = 0;
  #missed = 0;
  #bytes = 0;
  #lastAt = 0;
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

  /** Takes in what happened next. */
  fold(entries: readonly WireEntry[], missed = 0): void {
    if (missed > 0) {
      this.#missed += missed;
      this.#note("missed", entries[0]?.at ?? this.#lastAt, missed);
    }
    for (const entry of entries) this.#take(entry);
    this.#trim();
  }

  /** The numbers of exchanges begin anew: what is open is not followed any longer. */
  restart(note: "reconnected" | "gap", at: number, close: SocketClose | null = null): void {
    for (const row of this.#open.values()) {
      row.isLost = true;
      row.version++;
    }
    this.#open.clear();
    if (this.#rows.length > 0) this.#note(note, at, 0, close);
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
    this.#rows.push({ kind: "packet", key: nextKey(), packet, carrier, what, message });
  }

  #note(note: NoteRow["note"], at: number, count: number, close: SocketClose | null = null): void {
    this.#rows.push({ kind: "note", key: nextKey(), at, note, count, close });
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

/** Whether it asks for what there is, and is answered once. */
export function isPoll({ request }: ExchangeRow): boolean {
  const { transport, method } = request;
  return method === "GET" && (transport === "short-polling" || transport === "long-polling");
}
