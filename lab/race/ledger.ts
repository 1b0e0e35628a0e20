import { Histogram } from "../../client/histogram.ts";

interface Sent {
  from: number;
  /** Place among its sender's messages. */
  number: number;
  /** When it was meant to be sent, on the clock of `performance.now()`. */
  intended: number;
  bytes: number;
}

/** What one client has got so far. */
interface Reader {
  readonly ids: Set<string>;
  /** The highest seq so far. */
  seq: number;
  /** The highest number so far, by sender. */
  numbers: Map<number, number>;
}

/**
 * Who sent what and who got what. A delivery is one message at one client, its own sender included: his message comes
 * back to him from the host as to everybody. Sending and receiving happen in this process, so both are timed by one
 * clock, `performance.now()`, and nothing is corrected.
 */
export class Ledger {
  readonly latency = new Histogram();
  readonly #sent = new Map<string, Sent>();
  readonly #counts = new Map<number, number>();
  readonly #readers: readonly Reader[];
  readonly #onDelivery: (now: number, lateMs: number) => void;
  #acked = 0;
  #delivered = 0;
  #duplicated = 0;
  #reordered = 0;
  #textBytes = 0;

  /** `onDelivery` is told of each: when, on the clock of `performance.now()`, and how late, in ms. */
  constructor(readers: number, onDelivery: (now: number, lateMs: number) => void = () => undefined) {
    this.#onDelivery = onDelivery;
    this.#readers = Array.from({ length: readers }, () => ({ ids: new Set(), seq: 0, numbers: new Map() }));
  }

  /** A message was handed to its sender's outbox. `intended`: see Sent. */
  sent(id: string, from: number, intended: number, text: string): void {
    const number = (this.#counts.get(from) ?? 0) + 1;
    this.#counts.set(from, number);
    this.#sent.set(id, { from, number, intended, bytes: Buffer.byteLength(text) });
  }

  /** The host has stored it. Ids that were never sent are not counted, here and below. */
  acked(id: string): void {
    if (this.#sent.has(id)) this.#acked++;
  }

  /** A client has got a message, at `now` on the clock of `performance.now()`. */
  delivered(client: number, id: string, seq: number, now: number): void {
    const reader = this.#readers[client];
    const sent = this.#sent.get(id);
    if (!reader || !sent) return;
    if (reader.ids.has(id)) {
      this.#duplicated++;
      return;
    }
    reader.ids.add(id);
    const isLate = seq < reader.seq || sent.number < (reader.numbers.get(sent.from) ?? 0);
    if (isLate) this.#reordered++;
    reader.seq = Math.max(reader.seq, seq);
    reader.numbers.set(sent.from, Math.max(sent.number, reader.numbers.get(sent.from) ?? 0));
    this.#delivered++;
    this.#textBytes += sent.bytes;
    this.latency.record(now - sent.intended);
    this.#onDelivery(now, now - sent.intended);
  }

  /** Whether all that was sent is acked, and at every client. */
  get isSettled(): boolean {
    return this.#acked >= this.#sent.size && this.#delivered === this.expected;
  }

  /** How many deliveries there must be of what has been sent so far. */
  get expected(): number {
    return this.#sent.size * this.#readers.length;
  }

  get counts() {
    return {
      sent: this.#sent.size,
      acked: this.#acked,
      expected: this.expected,
      delivered: this.#delivered,
      /** Of what was sent, deliveries that did not happen. */
      lost: this.expected - this.#delivered,
      /** Deliveries of what the client had already. */
      duplicated: this.#duplicated,
      /** Deliveries after one with a higher seq, or after a later one of the same sender. */
      reordered: this.#reordered,
      /** Bytes of the texts, each as often as it was delivered. */
      textBytes: this.#textBytes,
    };
  }
}
