import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Packet } from "engine.io-parser";
import type { Bill } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import type { Account } from "./account.ts";
import { addTally, type Tally } from "./bill.ts";
import { Exchange } from "./exchange.ts";
import { bookPoll } from "./poll.ts";
import { isProxied } from "./proxied.ts";

/** What is under way of a session, with its bill so far. */
export interface Running {
  account: Account;
  bill: Bill;
}

/**
 * A TCP connection of the host and what is on it. Clients do not pipeline, so all bytes between the end of one exchange
 * and the end of the next belong to that next one.
 *
 * Most requests are polls. So a session's poll, unless somebody looks at it, is no exchange and has no listener: it is
 * booked when its transport has `sent` the answer, by the length that its head states.
 */
export class Connection {
  readonly #socket: TcpSocket;
  /** A number of its own. */
  readonly #id: number;
  /** What is of no session is booked here. */
  readonly #other: Tally;
  /** How much of the socket's bytes has been booked. */
  readonly #booked: Tally = { up: 0, down: 0 };
  /** What is on it now, if it is not one of the polls below. */
  #exchange: Exchange | null = null;
  /** The answer that a session's poll waits for. It becomes an exchange only when somebody wants to know. */
  #poll: ServerResponse | null = null;
  /** When that poll began, on the clock of `performance.now()`. */
  #pollBegan = 0;
  /** Whose that is; null while nobody's. */
  #account: Account | null = null;
  /** Whose exchange was the last on it: a connection that is kept open between two requests still carries them. */
  #carries: Account | null = null;
  /** The transport of the last exchange of that account here. */
  #lastTransport: TransportName | undefined;
  /** The URL of the last poll of that account here. */
  #lastUrl: string | undefined;

  constructor(socket: TcpSocket, id: number, other: Tally) {
    this.#socket = socket;
    this.#id = id;
    this.#other = other;
  }

  /** All bytes that it has carried. Those of an answer that was not yet out when the connection broke count, too. */
  get carried(): Tally {
    const { bytesRead, bytesWritten } = this.#socket;
    return { up: Math.max(bytesRead, this.#booked.up), down: Math.max(bytesWritten, this.#booked.down) };
  }

  /** Bytes that are to be of no session, as it looks now. */
  get unowned(): Tally {
    return this.#account ? { up: 0, down: 0 } : this.#unbooked;
  }

  /** Null while nothing is on it, or what is there is of no session. */
  get running(): Running | null {
    const account = this.#account;
    const exchange = this.#underWay();
    if (!exchange?.transport || !account) return null;
    return { account, bill: exchange.bill(exchange.transport, this.#unbooked) };
  }

  /** Whether the session uses it for this transport. */
  carries(account: Account, transport: TransportName): boolean {
    return this.#carries === account && this.#lastTransport === transport;
  }

  /** A request has come; says whether it is the same poll of the same session again, which needs no second look. */
  beginAgain(req: IncomingMessage, res: ServerResponse): boolean {
    const account = this.#carries;
    if (req.url !== this.#lastUrl || req.method !== "GET" || !account?.session || account.tap) return false;
    this.#endLast();
    this.#beginPoll(account, res);
    return true;
  }

  /**
   * A request has come. `account`: of the session that it names, if there is one. `transport`: that it names.
   * `res`: null for an upgrade.
   */
  begin(
    req: IncomingMessage,
    res: ServerResponse | null,
    account: Account | undefined,
    transport: TransportName | undefined,
  ): void {
    this.#endLast();
    const isPolling = transport === "long-polling" || transport === "short-polling";
    if (res && isPolling && req.method === "GET" && account && !account.tap) {
      this.#assign(account, transport, req);
      this.#lastUrl = req.url;
      this.#beginPoll(account, res);
    } else {
      this.#start(new Exchange(req, transport, res), res);
      if (account) this.assign(account, req);
    }
  }

  #beginPoll(account: Account, res: ServerResponse): void {
    this.#account = account;
    this.#poll = res;
    this.#pollBegan = performance.now();
  }

  /** What has come beyond the head of what was on it is the next request's. */
  #endLast(): void {
    if (this.#poll || this.#exchange) this.end(this.#underWay()?.requestHeadBytes);
  }

  /** The exchange that is on it turns out to be of this account. */
  assign(account: Account, req: IncomingMessage): void {
    if (!this.#exchange?.transport) return;
    this.#assign(account, this.#exchange.transport, req);
    account.tap?.began(this.#exchange, this.#id);
  }

  #assign(account: Account, transport: TransportName, req: IncomingMessage): void {
    this.#account = account;
    if (this.carries(account, transport)) return;
    account.proxied ||= isProxied(req); // A connection is a proxy's or it is not: its first request says so.
    this.#carries = account;
    this.#lastTransport = transport;
    this.#lastUrl = undefined;
    account.bill(transport); // in order of their first use
  }

  /** The exchange has made a transport. */
  opened(): void {
    this.#underWay()?.opened();
  }

  /** The exchange has been answered with this 101. */
  upgraded(head: string): void {
    this.#underWay()?.upgraded(head);
  }

  sent(packets: readonly Packet[], chunks?: readonly (string | Buffer)[]): void {
    if (this.#bookPoll(packets)) return;
    const exchange = this.#underWay();
    if (!exchange) return;
    exchange.sent(packets);
    this.#account?.tap?.sent(exchange, packets, chunks);
  }

  received(packet: Packet): void {
    const exchange = this.#underWay();
    if (!exchange) return;
    exchange.received(packet);
    this.#account?.tap?.received(exchange, packet);
  }

  /** The account's tap has been opened: it is to be told of each exchange, also of the one that is under way. */
  tapped(account: Account): void {
    if (this.#account !== account) return;
    const exchange = this.#underWay();
    if (exchange) account.tap?.began(exchange, this.#id);
  }

  /** The exchange is over; or the connection is, whatever was on it. `mostUp`: the most that can have come for it. */
  end(mostUp = Number.POSITIVE_INFINITY): void {
    const bytes = this.#unbooked;
    bytes.up = Math.min(bytes.up, mostUp);
    addTally(this.#booked, bytes);
    const account = this.#account;
    const exchange = this.#underWay();
    exchange?.end();
    if (exchange?.transport && account) {
      exchange.bookTo(account.bill(exchange.transport), bytes);
      account.tap?.ended(exchange, exchange.bill(exchange.transport, bytes));
    } else addTally(this.#other, bytes);
    this.#exchange = this.#account = null;
  }

  /** Books the poll that has been answered with these; false if none has, or it takes an exchange to do so. */
  #bookPoll(packets: readonly Packet[]): boolean {
    const response = this.#poll;
    if (!response || !this.#account || !this.#lastTransport) return false;
    const up = Math.max(0, this.#socket.bytesRead - this.#booked.up);
    const heldMs = performance.now() - this.#pollBegan;
    const down = bookPoll(this.#account.bill(this.#lastTransport), { response, packets, up, heldMs });
    if (down === null) return false;
    this.#booked.up += up;
    this.#booked.down += down;
    this.#poll = this.#account = null;
    return true;
  }

  /** The exchange that is on it: from now on one of its own, if it was a poll among others. */
  #underWay(): Exchange | null {
    const poll = this.#poll;
    if (poll) {
      this.#poll = null;
      this.#start(new Exchange(poll.req, this.#lastTransport, poll, this.#pollBegan), poll);
    }
    return this.#exchange;
  }

  #start(exchange: Exchange, response: ServerResponse | null): void {
    this.#exchange = exchange;
    response?.on("close", () => {
      if (this.#exchange === exchange) this.end();
    });
  }

  get #unbooked(): Tally {
    const { up, down } = this.carried;
    return { up: up - this.#booked.up, down: down - this.#booked.down };
  }
}
