import type { IncomingMessage, ServerResponse } from "node:http";
import type { Packet } from "engine.io-parser";
import type { Bill, Parts, RequestCounts } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { packetBytes } from "../../transports/wire.ts";
import { emptyBill, type Tally } from "./bill.ts";
import { copyHead, type RequestHead, requestHeadBytes, responseHead } from "./heads.ts";

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
  readonly began: number;
  readonly requestHead: RequestHead;
  readonly #response: ServerResponse | null;
  #kind: Kind;
  #payloadUp = 0;
  #payloadDown = 0;
  /** The head of a 101. */
  #upgradeHead = "";
  #opensTransport = false;
  #hasSent = false;
  #hasSentData = false;

  /** `response`: null for an upgrade. */
  constructor(
    request: IncomingMessage,
    transport: TransportName | undefined,
    response: ServerResponse | null,
    began = performance.now(),
  ) {
    this.transport = transport;
    this.began = began;
    // Not the request itself when it is to be an upgraded connection, which may last for days.
    this.requestHead = response ? request : copyHead(request);
    this.#response = response;
    if (!response) this.#kind = "upgrade";
    else if (request.method !== "GET") this.#kind = "post";
    else this.#kind = STREAMS.has(transport) ? "stream" : "waiting";
  }

  /** What became of it, as far as is known. */
  get kind(): Kind {
    return this.#isRefused ? "empty" : this.#kind;
  }

  /** A poll that was answered, but not by its transport: it has not been held, and brought no packet. */
  get #isRefused(): boolean {
    return this.#kind === "waiting" && !this.#hasSent && this.#response?.writableEnded === true;
  }

  get requestHeadBytes(): number {
    return requestHeadBytes(this.requestHead);
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
    this.#hasSent = true;
    for (const packet of packets) {
      this.#payloadDown += packetBytes(packet);
      if (packet.type !== "noop") this.#hasSentData = true;
    }
  }

  received(packet: Packet): void {
    this.#payloadUp += packetBytes(packet);
  }

  /** It is over: a poll no longer waits. */
  end(): void {
    if (this.#kind === "waiting" && !this.#isRefused) this.#kind = this.#hasSentData ? "data" : "empty";
  }

  /** Adds it to a bill, having carried so many bytes. */
  bookTo(bill: Bill, carried: Tally): void {
    this.#split(bill.up, carried.up, this.requestHeadBytes, this.#payloadUp);
    this.#split(bill.down, carried.down, this.responseHead.length, this.#payloadDown);
    bill.requests[this.kind]++;
    if (!this.#isRefused) bill.heldMs += performance.now() - this.began;
  }

  /** The bill of this exchange alone. */
  bill(transport: TransportName, carried: Tally): Bill {
    const bill = emptyBill(transport);
    this.bookTo(bill, carried);
    return bill;
  }

  /** Adds `bytes` to the parts. Whatever is cut short, it is as many that are added. */
  #split(to: Parts, bytes: number, head: number, packets: number): void {
    const heads = Math.min(head, bytes);
    const payload = Math.min(packets, bytes - heads);
    to.payload += payload;
    to.framing += bytes - heads - payload;
    if (this.#opensTransport) to.handshake += heads;
    else to.heads += heads;
  }
}
