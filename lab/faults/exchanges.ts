import { type Head, MessageTracker, type Part } from "./message-tracker.ts";

/** Requests that may wait for their answers on one connection; with more it is not followed any longer. */
const MOST_OPEN = 1_000;
/** Longest path that an event tells, in characters. */
const LONGEST_PATH = 200;

/** A request and its answer. */
export interface Exchange {
  readonly method: string;
  /** Without what may be secret in it. */
  readonly path: string;
  /** The Origin field, when there was one. */
  readonly origin: string | undefined;
  /** Whether it asks for another protocol (RFC 9110, section 7.8). */
  readonly asksUpgrade: boolean;
  /** By performance.now(). */
  readonly startedAt: number;
  /** Whether its final response has begun. */
  answered: boolean;
}

/**
 * The exchanges of one connection. Responses come in the order of their requests (RFC 9112, section 9.3.2), so the
 * first that is open is the one that a response belongs to.
 */
export class Exchanges {
  readonly #requests = new MessageTracker();
  readonly #responses = new MessageTracker(() => this.#open[0]?.method ?? "");
  #open: Exchange[] = [];
  #raw = false;

  /** The oldest exchange that is not over. An upgrade never is. */
  get current(): Exchange | undefined {
    return this.#open[0];
  }

  /** The newest request. */
  get newest(): Exchange | undefined {
    return this.#open.at(-1);
  }

  /** Whether the connection carries another protocol, or nothing that could be followed. */
  get raw(): boolean {
    return this.#raw;
  }

  /** Follows bytes of the client. A request is open as soon as the part that completes its head is taken. */
  *fromClient(bytes: Buffer): Generator<Part> {
    for (const part of this.#requests.parts(bytes)) {
      if (part.kind === "head" && part.head) this.#open.push(exchangeOf(part.head));
      this.#giveUpIfFailed();
      yield part;
    }
  }

  /** Follows bytes of the host. An exchange is over as soon as the part that ends its response is taken. */
  *fromHost(bytes: Buffer): Generator<Part> {
    for (const part of this.#responses.parts(bytes)) {
      if (part.kind === "head") this.#tookResponseHead(part.head);
      const isInterim = part.kind === "head" && part.head !== null && part.head.status < 200;
      if (part.kind !== "raw" && part.ends && !isInterim) this.#open.shift();
      this.#giveUpIfFailed();
      yield part;
    }
  }

  #tookResponseHead(head: Head | null): void {
    const exchange = this.#open[0];
    // An interim response (1xx) is no answer yet; while a head is incomplete nobody knows.
    const isInterim = head !== null && head.status < 200 && head.status !== 101;
    if (exchange) exchange.answered = !isInterim;
    const isTunnel =
      exchange?.method === "CONNECT" && head !== null && head.status >= 200 && head.status < 300;
    if (head?.status === 101 || isTunnel) this.#turnRaw();
  }

  #giveUpIfFailed(): void {
    const failed = this.#requests.failed || this.#responses.failed || this.#open.length > MOST_OPEN;
    if (this.#raw || !failed) return;
    this.#open = [];
    this.#turnRaw();
  }

  #turnRaw(): void {
    this.#raw = true;
    this.#requests.turnRaw();
    this.#responses.turnRaw();
  }
}

function exchangeOf({ method, target, fields }: Head): Exchange {
  const isUpgrade = /(?:^|,)[ \t]*upgrade[ \t]*(?:,|$)/i.test(fields.get("connection") ?? "");
  return {
    method,
    path: tellablePath(target),
    origin: fields.get("origin"),
    asksUpgrade: isUpgrade && fields.has("upgrade"),
    startedAt: performance.now(),
    answered: false,
  };
}

/** Of the query only the transport: a session's id is enough to speak in its name. */
function tellablePath(target: string): string {
  const [path = "", query = ""] = target.split("?", 2);
  const transport = new URLSearchParams(query).get("transport");
  const told = transport === null ? path : `${path}?${new URLSearchParams({ transport })}`;
  return told.slice(0, LONGEST_PATH);
}
