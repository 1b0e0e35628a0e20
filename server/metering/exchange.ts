import type { IncomingMessage, ServerResponse } from "node:http";
import type { Packet } from "engine.io-parser";
import type { Bill, Parts, RequestCounts } from "../../protocol/meter.ts";
import { fromWireName, type TransportName } from "../../protocol/transport-names.ts";
import { packetBytes } from "../../transports/wire.ts";
import { addParts, emptyBill, type Tally } from "./bill.ts";
import { type RequestHead, requestHeadBytes, responseHead } from "./heads.ts";

type Kind = keyof RequestCounts;

const STREAMS: ReadonlySet<TransportName | undefined> = new Set([
  "iframe-streaming",
  "http-streaming",
  "sse",
]);

/** A request and its answer; of an upgraded connection, all until its end. */
export class Exchange {
  readonly transport: TransportName | undefined;
  /** When it began, on the clock of `performance.now()`. */
  readonly began = performance.now();
  readonly requestHead: RequestHead;
  readonly requestHeadBytes: number;
  readonly #response: ServerResponse | null;
  readonly #payload: Tally = { up: 0, down: 0 };
  #kind: Kind;
  /** The head of a 101. */
  #upgradeHead = "";
  #opensTransport = false;
  #sentOnlyNoops = true;

  /** `transport`: its name on the wire. `response`: null for an upgrade. */
  constructor(request: IncomingMessage, transport: string, response: ServerResponse | null) {
    this.transport = fromWireName(transport);
    // Not the request itself: an upgraded connection may last for days.
    const { method, url, httpVersion, rawHeaders } = request;
    this.requestHead = { method, url, httpVersion, rawHeaders };
    this.requestHeadBytes = requestHeadBytes(request);
    this.#response = response;
    if (!response) this.#kind = "upgrade";
    else if (request.method !== "GET") this.#kind = "post";
    else this.#kind = STREAMS.has(this.transport) ? "stream" : "waiting";
  }

  /** What became of it, as far as is known. */
  get kind(): Kind {
    return this.#kind;
  }

  /** The response's head; empty while there is none. */
  get responseHead(): string {
    return this.#response ? responseHead(this.#response) : this.#upgradeHead;
  }

  /** It has made a transport. */
  opened(): void {
    this.#opensTransport = true;
  }

  /** It has been answered with this 101. */
  upgraded(head: string): void {
    this.#upgradeHead = head;
  }

  sent(packets: readonly Packet[]): void {
    for (const packet of packets) {
      this.#payload.down += packetBytes(packet);
      if (packet.type !== "noop") this.#sentOnlyNoops = false;
    }
  }

  received(packet: Packet): void {
    this.#payload.up += packetBytes(packet);
  }

  /** It is over: an answered poll no longer waits. */
  end(): void {
    if (this.#kind === "waiting") this.#kind = this.#sentOnlyNoops ? "empty" : "data";
  }

  /** Adds it to a bill, having carried so many bytes. */
  bookTo(bill: Bill, carried: Tally): void {
    addParts(bill.up, this.#split(carried.up, this.requestHeadBytes, this.#payload.up));
    addParts(bill.down, this.#split(carried.down, this.responseHead.length, this.#payload.down));
    bill.requests[this.#kind]++;
    bill.heldMs += performance.now() - this.began;
  }

  /** The bill of this exchange alone. */
  bill(transport: TransportName, carried: Tally): Bill {
    const bill = emptyBill(transport);
    this.bookTo(bill, carried);
    return bill;
  }

  /** Whatever is cut short, the parts add up to what was carried. */
  #split(bytes: number, head: number, packets: number): Parts {
    const heads = Math.min(head, bytes);
    const payload = Math.min(packets, bytes - heads);
    const framing = bytes - heads - payload;
    return this.#opensTransport
      ? { payload, framing, heads: 0, handshake: heads }
      : { payload, framing, heads, handshake: 0 };
  }
}
