import type { Packet } from "engine.io-parser";
import type { Bill } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { WIRE_TEXT, type WireEntry, type WirePage } from "../../protocol/wire.ts";
import { packetBytes } from "../../transports/wire.ts";
import type { Exchange } from "./exchange.ts";
import { requestHead } from "./heads.ts";
import { readable, readableChunk, redactChunk } from "./readable.ts";
import { holdsSecrets, redactHead, redactPacket } from "./redact.ts";
import { unixTime } from "./unix-time.ts";

/** Entries that are kept until they are fetched, and their texts, in characters. Older ones go first. */
const MOST_ENTRIES = 10_000;
const MOST_TEXT = 4_000_000;
/**
 * The same while nobody has asked yet: what is recorded of the start of each session. Then the recording ends, since a
 * session without its oldest exchanges is no start.
 */
const START_ENTRIES = 120;
const START_TEXT = 100_000;
/** Entries in one answer. */
const PAGE = 1_500;
/** How long nobody may ask before the recording ends, in ms; also how long a start is. */
const PATIENCE = 15_000;

/** An entry without what the tap itself gives. */
type Told = WireEntry extends infer E ? (E extends WireEntry ? Omit<E, "n"> : never) : never;

/** Records what goes over the wire for one session: its start, and for as long as somebody asks. */
export class Tap {
  #entries: WireEntry[] = [];
  #text = 0;
  #count = 0;
  readonly #ids = new WeakMap<Exchange, number>();
  #lastId = 0;
  /** Exchanges whose response head has been told. */
  readonly #answered = new WeakSet<Exchange>();
  /** When packets that have not been written yet were handed to their transport. */
  readonly #queued = new WeakMap<Packet, number>();
  readonly #forget: () => void;
  readonly #timer: NodeJS.Timeout;
  #isRead = false;

  /** `forget` is called when nobody has asked for a while, or for what would be a start too long. */
  constructor(forget: () => void) {
    this.#forget = forget;
    this.#timer = setTimeout(forget, PATIENCE);
    this.#timer.unref();
  }

  /** Ends the recording. */
  close(): void {
    clearTimeout(this.#timer);
    this.#entries = [];
  }

  /** A new exchange; `partial`: it was under way when the recording began. */
  began(exchange: Exchange, connection: number, partial = false): void {
    if (!exchange.transport || this.#ids.has(exchange)) return;
    this.#ids.set(exchange, ++this.#lastId);
    this.#tell({
      kind: "request",
      at: unixTime(exchange.began),
      exchange: this.#lastId,
      connection,
      transport: exchange.transport,
      method: exchange.requestHead.method ?? "",
      url: redactHead(exchange.requestHead.url ?? ""),
      head: redactHead(requestHead(exchange.requestHead)),
      headBytes: exchange.requestHeadBytes,
      partial,
    });
    if (partial) this.#tellAnswer(exchange, unixTime());
  }

  /** The session has a packet for its transport, which will take it when it can. */
  queued(packet: Packet): void {
    this.#queued.set(packet, unixTime());
  }

  /** `at`: when, on the clock of `performance.now()`. */
  sent(
    exchange: Exchange,
    packets: readonly Packet[],
    at: number,
    chunks: readonly (string | Buffer)[] = [],
  ): void {
    const written = unixTime(at || undefined); // 0: the recording began while they were being written
    this.#tellAnswer(exchange, written);
    for (const [i, packet] of packets.entries())
      this.#tellPacket(exchange, "down", packet, written, chunks[i]);
  }

  received(exchange: Exchange, packet: Packet): void {
    const at = unixTime();
    this.#tellAnswer(exchange, at); // an upgrade has been answered by now
    this.#tellPacket(exchange, "up", packet, at);
  }

  /** It is over, and `bill` is what it cost. */
  ended(exchange: Exchange, bill: Bill): void {
    const id = this.#ids.get(exchange);
    if (id === undefined) return;
    this.#tellAnswer(exchange, unixTime());
    const { up, down, heldMs } = bill;
    this.#tell({ kind: "end", at: unixTime(), exchange: id, up, down, request: exchange.kind, heldMs });
  }

  switched(from: TransportName, to: TransportName): void {
    this.#tell({ kind: "switch", at: unixTime(), from, to });
  }

  /** The entries after number `after`, or the first of them. */
  read(after: number): WirePage {
    this.#isRead = true;
    this.#timer.refresh();
    const first = this.#count - this.#entries.length + 1;
    const entries = this.#entries.slice(Math.max(0, after + 1 - first)).slice(0, PAGE);
    return {
      entries,
      last: entries.at(-1)?.n ?? after,
      missed: Math.max(0, first - (after + 1)),
    };
  }

  /** As soon as there is a head to tell. */
  #tellAnswer(exchange: Exchange, at: number): void {
    const id = this.#ids.get(exchange);
    const head = exchange.responseHead;
    if (id === undefined || head === "" || this.#answered.has(exchange)) return;
    this.#answered.add(exchange);
    const status = Number(head.split(" ", 2)[1]);
    this.#tell({
      kind: "response",
      at,
      exchange: id,
      status,
      head: redactHead(head),
      headBytes: head.length,
    });
  }

  #tellPacket(
    exchange: Exchange,
    direction: "up" | "down",
    packet: Packet,
    at: number,
    chunk?: string | Buffer,
  ): void {
    const id = this.#ids.get(exchange);
    if (id === undefined) return;
    const { text, binary } = readable(packet);
    const redact = !binary && holdsSecrets(text) ? redactPacket : (plain: string) => plain;
    const written = chunk === undefined ? null : readableChunk(chunk);
    this.#tell({
      kind: "packet",
      at,
      exchange: id,
      direction,
      queued: this.#queued.get(packet) ?? null,
      packet: redact(text).slice(0, WIRE_TEXT),
      binary,
      bytes: packetBytes(packet),
      written: written && { ...written, text: redactChunk(written, redact).slice(0, WIRE_TEXT) },
      cut: text.length > WIRE_TEXT,
    });
  }

  #tell(told: Told): void {
    const entry = { n: ++this.#count, ...told } as WireEntry;
    this.#entries.push(entry);
    this.#text += textOf(entry);
    if (!this.#isRead && (this.#count > START_ENTRIES || this.#text > START_TEXT)) this.#forget();
    // The oldest half goes at once: one by one would move the whole row each time.
    if (this.#entries.length > MOST_ENTRIES || this.#text > MOST_TEXT) {
      this.#entries = this.#entries.slice(this.#entries.length >> 1);
      this.#text = this.#entries.reduce((sum, one) => sum + textOf(one), 0);
    }
  }
}

/** Characters that an entry may hold on to, roughly. */
function textOf(entry: WireEntry): number {
  if (entry.kind === "request" || entry.kind === "response") return entry.head.length;
  return entry.kind === "packet" ? entry.packet.length + (entry.written?.text.length ?? 0) : 0;
}
