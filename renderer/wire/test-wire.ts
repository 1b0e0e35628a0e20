import type { TransportName } from "../../protocol/transport-names.ts";
import type { WireEntry } from "../../protocol/wire.ts";

type Told<K extends WireEntry["kind"]> = Partial<Extract<WireEntry, { kind: K }>>;

const NO_BYTES = { payload: 0, framing: 0, heads: 0, handshake: 0 };

/** Entries as a host tells them, for tests: numbered in the order in which they are made, 1 ms apart. */
export class TestWire {
  readonly entries: WireEntry[] = [];
  #at: number;

  constructor(at = 1_700_000_000_000) {
    this.#at = at;
  }

  request(exchange: number, transport: TransportName, told: Told<"request"> = {}): this {
    const method = told.method ?? "GET";
    const url = `/socket.io/?EIO=4&transport=${transport}&sid=[redacted]`;
    const head = `${method} ${url} HTTP/1.1\r\nHost: maple\r\nCookie: [redacted]\r\n\r\n`;
    const connection = 1;
    return this.#add({
      kind: "request",
      exchange,
      transport,
      connection,
      method,
      url,
      head,
      headBytes: head.length,
      partial: false,
      ...told,
    });
  }

  response(exchange: number, told: Told<"response"> = {}): this {
    const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    return this.#add({ kind: "response", exchange, status: 200, head, headBytes: head.length, ...told });
  }

  down(exchange: number, packet: string, told: Told<"packet"> = {}): this {
    return this.#packet("down", exchange, packet, told);
  }

  up(exchange: number, packet: string, told: Told<"packet"> = {}): this {
    return this.#packet("up", exchange, packet, told);
  }

  end(exchange: number, told: Told<"end"> = {}): this {
    return this.#add({
      kind: "end",
      exchange,
      up: NO_BYTES,
      down: NO_BYTES,
      request: "data",
      heldMs: 3,
      ...told,
    });
  }

  switched(from: TransportName, to: TransportName): this {
    return this.#add({ kind: "switch", from, to });
  }

  /** A poll that is over, with its packets. */
  poll(exchange: number, ...packets: string[]): this {
    this.request(exchange, "long-polling").response(exchange);
    for (const packet of packets) this.down(exchange, packet);
    return this.end(exchange, { request: packets.includes("6") ? "empty" : "data" });
  }

  #packet(direction: "up" | "down", exchange: number, packet: string, told: Told<"packet">): this {
    const bytes = new TextEncoder().encode(packet).length;
    const [binary, queued, written, cut] = [false, null, null, false];
    const own = { exchange, direction, queued, packet, binary, bytes, written, cut };
    return this.#add({ kind: "packet", ...own, ...told });
  }

  #add(told: WireEntry extends infer E ? (E extends WireEntry ? Omit<E, "n" | "at"> : never) : never): this {
    this.#at += 1;
    this.entries.push({ n: this.entries.length + 1, at: this.#at, ...told } as WireEntry);
    return this;
  }
}

/** A chat message as the host sends it. */
export function messagePacket(seq: number, told: object = {}): string {
  const body = { room: "lobby", seq, id: `m${seq}`, sender: { id: "mina", name: "Mina" }, text: "hello" };
  return `42${JSON.stringify(["message", { ...body, sentAt: 1, storedAt: 2, ...told }])}`;
}
