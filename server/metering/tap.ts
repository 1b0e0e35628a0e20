import { encodePacket, type Packet } from "engine.io-parser";
import type { Bill } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { WIRE_TEXT, type WireEntry, type WirePage } from "../../protocol/wire.ts";
import { packetBytes } from "../../transports/wire.ts";
import type { Exchange } from "./exchange.ts";
import { requestHead } from "./heads.ts";
import { holdsSecrets, redactHead, redactPacket } from "./redact.ts";

/** Entries that are kept until they are fetched, and their texts, in characters. Older ones go first. */
const MOST_ENTRIES = 10_000;
const MOST_TEXT = 4_000_000;
/** Entries in one answer. */
const PAGE = 1_500;
/** How long nobody may ask before the recording ends, in ms. */
const PATIENCE = 15_000;

/** An entry without what the tap itself gives. */
type Told = WireEntry extends infer E ? (E extends WireEntry ? Omit<E, "n"> : never) : never;

/** Records what goes over the wire for one session, for as long as somebody asks. */
export class Tap {
  #entries: WireEntry[] = [];
  #text = 0;
  #count = 0;
  readonly #ids = new WeakMap<Exchange, number>();
  #lastId = 0;
  /** Exchanges whose response head has been told. */
  readonly #answered = new WeakSet<Exchange>();
  readonly #forget: NodeJS.Timeout;

  /** `forget` is called when nobody has asked for a while. */
  constructor(forget: () => void) {
    this.#forget = setTimeout(forget, PATIENCE);
    this.#forget.unref();
  }

  /** Ends the recording. */
  close(): void {
    clearTimeout(this.#forget);
  }

  /** A new exchange, or one that was under way when the recording began. */
  began(exchange: Exchange, connection: number): void {
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
    });
    this.#tellAnswer(exchange);
  }

  sent(exchange: Exchange, packets: readonly Packet[], chunks: readonly (string | Buffer)[] = []): void {
    this.#tellAnswer(exchange);
    for (const [i, packet] of packets.entries()) this.#tellPacket(exchange, "down", packet, chunks[i]);
  }

  received(exchange: Exchange, packet: Packet): void {
    this.#tellPacket(exchange, "up", packet, undefined);
  }

  /** It is over, and `bill` is what it cost. */
  ended(exchange: Exchange, bill: Bill): void {
    const id = this.#ids.get(exchange);
    if (id === undefined) return;
    this.#tellAnswer(exchange);
    const { up, down, heldMs } = bill;
    this.#tell({ kind: "end", at: unixTime(), exchange: id, up, down, request: exchange.kind, heldMs });
  }

  switched(from: TransportName, to: TransportName): void {
    this.#tell({ kind: "switch", at: unixTime(), from, to });
  }

  /** The entries after number `after`, or the first of them. */
  read(after: number): WirePage {
    this.#forget.refresh();
    const first = this.#count - this.#entries.length + 1;
    const entries = this.#entries.slice(Math.max(0, after + 1 - first)).slice(0, PAGE);
    return {
      entries,
      last: entries.at(-1)?.n ?? after,
      missed: Math.max(0, first - (after + 1)),
    };
  }

  /** As soon as there is a head to tell. */
  #tellAnswer(exchange: Exchange): void {
    const id = this.#ids.get(exchange);
    const head = exchange.responseHead;
    if (id === undefined || head === "" || this.#answered.has(exchange)) return;
    this.#answered.add(exchange);
    const status = Number(head.split(" ", 2)[1]);
    this.#tell({
      kind: "response",
      at: unixTime(),
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
    chunk: string | Buffer | undefined,
  ): void {
    const id = this.#ids.get(exchange);
    if (id === undefined) return;
    const { text, binary } = readable(packet);
    const redact = !binary && holdsSecrets(text) ? redactPacket : (plain: string) => plain;
    const written = chunk === undefined ? null : readableChunk(chunk);
    this.#tell({
      kind: "packet",
      at: unixTime(),
      exchange: id,
      direction,
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
    // The oldest half goes at once: one by one would move the whole row each time.
    if (this.#entries.length > MOST_ENTRIES || this.#text > MOST_TEXT) {
      this.#entries = this.#entries.slice(this.#entries.length >> 1);
      this.#text = this.#entries.reduce((sum, one) => sum + textOf(one), 0);
    }
  }
}

/** `performance.now()` as Unix ms. */
function unixTime(monotonic = performance.now()): number {
  return performance.timeOrigin + monotonic;
}

/** Characters that an entry may hold on to, roughly. */
function textOf(entry: WireEntry): number {
  if (entry.kind === "request" || entry.kind === "response") return entry.head.length;
  return entry.kind === "packet" ? entry.packet.length + (entry.written?.text.length ?? 0) : 0;
}

function readable(packet: Packet): { text: string; binary: boolean } {
  const data: unknown = packet.data;
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
    const bytes =
      data instanceof ArrayBuffer
        ? Buffer.from(data)
        : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return { text: bytes.subarray(0, WIRE_TEXT / 2 + 1).toString("hex"), binary: true };
  }
  let text = "";
  encodePacket(packet, false, (encoded: string) => {
    text = encoded; // at once, in Node
  });
  return { text, binary: false };
}

type Written = Exclude<Extract<WireEntry, { kind: "packet" }>["written"], null>;

function readableChunk(chunk: string | Buffer): Written {
  if (typeof chunk === "string") return { text: chunk, hex: false, bytes: Buffer.byteLength(chunk) };
  return { text: chunk.toString("hex"), hex: true, bytes: chunk.length };
}

/** A redacted text has another length than the real one, so a chunk in hex that holds a secret is told as text. */
function redactChunk({ text, hex }: Written, redact: (text: string) => string): string {
  return hex
    ? Buffer.from(redact(Buffer.from(text, "hex").toString("latin1")), "latin1").toString("hex")
    : redact(text);
}
