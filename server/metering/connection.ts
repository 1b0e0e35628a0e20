import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Packet } from "engine.io-parser";
import type { Bill } from "../../protocol/meter.ts";
import { fromWireName, type TransportName, wireName } from "../../protocol/transport-names.ts";
import { queryOf } from "../../transports/engine-internals.ts";
import type { Account } from "./account.ts";
import { addTally, type Tally } from "./bill.ts";
import { engineParameter } from "./engine-parameter.ts";
import { Exchange } from "./exchange.ts";
import { bookPoll } from "./poll.ts";
import { isProxied } from "./proxied.ts";

const POLLING: ReadonlySet<TransportName> = new Set(["long-polling", "short-polling"]);

/** The account of the session with this Engine.IO id, open or ended. */
export type FindAccount = (sid: string) => Account | undefined;

/** Packets with when they were written, on the clock of `performance.now()`, and as what. */
interface Sent {
  packets: readonly Packet[];
  at: number;
  chunks: readonly (string | Buffer)[] | undefined;
}

/** What is under way of a session, with its bill so far. */
export interface Running {
  account: Account;
  bill: Bill;
}

/** A TCP connection that carries an open session, also between two of its requests. */
export interface Carrying {
  /** A number of its own. */
  id: number;
  /** Name of the session's owner; null before the welcome. */
  member: string | null;
  /** Of the exchanges of sessions that are over on it, both ways. */
  bytes: number;
  /** Whether something of the session is under way on it: a held request, a stream, an upgraded connection. */
  isBusy: boolean;
}

/**
 * A TCP connection of the host and what is on it. Clients do not pipeline, so all bytes between the end of one exchange
 * and the end of the next belong to that next one.
 *
 * Most requests are polls. So a GET waits without being looked at, and a poll of a session that is not recorded, for
 * which nobody asks meanwhile, is no exchange and has no listener: it is booked when its transport has `sent` the answer,
 * by the length that its head states.
 */
export class Connection {
  readonly #socket: TcpSocket;
  /** A number of its own. */
  readonly #id: number;
  /** What is of no session is booked here. */
  readonly #other: Tally;
  readonly #find: FindAccount;
  /** How much of the socket's bytes has been booked. */
  readonly #booked: Tally = { up: 0, down: 0 };
  /** Of that, bytes of sessions, both ways. */
  #ofSessions = 0;
  /** What is on it now, if it is not a GET as below. */
  #exchange: Exchange | null = null;
  /** Whose that is; null while nobody's. */
  #account: Account | null = null;
  /** What a handshake has sent before it was known whose it is. */
  #early: Sent[] = [];
  /** The answer to a GET that nobody has looked at: it becomes an exchange only when somebody wants to know. */
  #waiting: ServerResponse | null = null;
  /** When that began, on the clock of `performance.now()`. */
  #waitingSince = 0;
  /** Whose exchange was the last on it: a connection that is kept open between two requests still carries them. */
  #carries: Account | null = null;
  /** The transport of the last exchange of that account here. */
  #lastTransport: TransportName | undefined;
  /** Its name on the wire, if it polls. */
  #lastPolling: string | undefined;
  /** That account's bill for that transport, while its session is open. */
  #lastBill: Bill | undefined;

  constructor(socket: TcpSocket, id: number, other: Tally, find: FindAccount) {
    this.#socket = socket;
    this.#id = id;
    this.#other = other;
    this.#find = find;
  }

  /** All bytes that it has carried. Those of an answer that was not yet out when the connection broke count, too. */
  get carried(): Tally {
    const { bytesRead, bytesWritten } = this.#socket;
    return { up: Math.max(bytesRead, this.#booked.up), down: Math.max(bytesWritten, this.#booked.down) };
  }

  /** Bytes that are to be of no session, as it looks now. */
  get unowned(): Tally {
    this.#underWay();
    return this.#account ? { up: 0, down: 0 } : this.#unbooked;
  }

  /** Null while nothing is on it, or what is there is of no session. */
  get running(): Running | null {
    const exchange = this.#underWay();
    const account = this.#account;
    if (!exchange?.transport || !account) return null;
    return { account, bill: exchange.bill(exchange.transport, this.#unbooked) };
  }

  /** Null while it carries no session. */
  get carrying(): Carrying | null {
    const isBusy = this.running !== null;
    const account = this.#account ?? this.#carries;
    if (!account?.session) return null;
    return { id: this.#id, member: account.owner?.name ?? null, bytes: this.#ofSessions, isBusy };
  }

  /** Whether the session uses it for this transport. */
  carries(account: Account, transport: TransportName): boolean {
    return this.#carries === account && this.#lastTransport === transport;
  }

  /** A request has come. `res`: null for an upgrade. `isWatched`: somebody wants to know of each exchange at once. */
  begin(req: IncomingMessage, res: ServerResponse | null, isWatched: boolean): void {
    // What has come beyond the head of what was on it is this request's.
    if (this.#waiting || this.#exchange) this.end(this.#underWay()?.requestHeadBytes);
    const isLookedAt = isWatched || this.#carries === null || this.#carries.tap !== null;
    if (res === null || req.method !== "GET" || isLookedAt) this.#start(req, res, performance.now());
    else {
      this.#waiting = res;
      this.#waitingSince = performance.now();
    }
  }

  /** The exchange that is on it turns out to be of this account. */
  assign(account: Account, req: IncomingMessage): void {
    const exchange = this.#underWay();
    if (!exchange?.transport) return;
    this.#account = account;
    this.#carry(account, exchange.transport, req);
    account.tap?.began(exchange, this.#id);
    for (const { packets, at, chunks } of this.#early.splice(0))
      account.tap?.sent(exchange, packets, at, chunks);
  }

  #carry(account: Account, transport: TransportName, req: IncomingMessage): void {
    if (this.carries(account, transport)) return;
    account.proxied ||= isProxied(req); // A connection is a proxy's or it is not: its first request says so.
    this.#carries = account;
    this.#lastTransport = transport;
    this.#lastPolling = POLLING.has(transport) ? wireName(transport) : undefined;
    this.#lastBill = account.bill(transport); // in order of their first use
  }

  /** The exchange has made a transport. */
  opened(): void {
    this.#underWay()?.opened();
  }

  /** The exchange has been answered with this 101. */
  upgraded(head: string): void {
    this.#underWay()?.upgraded(head);
  }

  /** `at`: when, on the clock of `performance.now()`; 0 when nobody wanted to know. */
  sent(packets: readonly Packet[], at: number, chunks?: readonly (string | Buffer)[]): void {
    if (this.#bookPoll(packets)) return;
    const exchange = this.#underWay();
    if (!exchange) return;
    exchange.sent(packets);
    if (this.#account) this.#account.tap?.sent(exchange, packets, at, chunks);
    else this.#early.push({ packets: [...packets], at: at || performance.now(), chunks });
  }

  received(packet: Packet): void {
    const exchange = this.#underWay();
    if (!exchange) return;
    exchange.received(packet);
    this.#account?.tap?.received(exchange, packet);
  }

  /** The account's tap has been opened: it is to be told of each exchange, also of the one that is under way. */
  tapped(account: Account): void {
    const exchange = this.#underWay();
    if (exchange && this.#account === account) account.tap?.began(exchange, this.#id, true);
  }

  /** The exchange is over; or the connection is, whatever was on it. `mostUp`: the most that can have come for it. */
  end(mostUp = Number.POSITIVE_INFINITY): void {
    const exchange = this.#underWay();
    const bytes = this.#unbooked;
    bytes.up = Math.min(bytes.up, mostUp);
    addTally(this.#booked, bytes);
    const account = this.#account;
    exchange?.end();
    if (exchange?.transport && account) {
      exchange.bookTo(account.bill(exchange.transport), bytes);
      this.#ofSessions += bytes.up + bytes.down;
      account.tap?.ended(exchange, exchange.bill(exchange.transport, bytes));
    } else addTally(this.#other, bytes);
    this.#exchange = this.#account = null;
    this.#early = [];
  }

  /** Books the poll that has been answered with these; false if none has, or it takes an exchange to do so. */
  #bookPoll(packets: readonly Packet[]): boolean {
    const response = this.#waiting;
    const account = response && this.#pollsFor(response.req);
    if (!response || !account?.session || account.tap || !this.#lastBill) return false;
    const up = Math.max(0, this.#socket.bytesRead - this.#booked.up);
    const heldMs = performance.now() - this.#waitingSince;
    const down = bookPoll(this.#lastBill, { response, packets, up, heldMs });
    if (down === null) return false;
    this.#booked.up += up;
    this.#booked.down += down;
    this.#ofSessions += up + down;
    this.#waiting = null;
    return true;
  }

  /** Whose poll the request is, by what Engine.IO has read of it by now; undefined if it is no poll. */
  #pollsFor(req: IncomingMessage): Account | undefined {
    const { sid = "", transport } = queryOf(req) ?? {};
    const last = this.#carries;
    const account = last?.sid === sid ? last : this.#find(sid);
    if (account && (account !== last || transport !== this.#lastPolling)) {
      const name = fromWireName(transport ?? "");
      if (!name || !POLLING.has(name)) return undefined;
      this.#carry(account, name, req);
    }
    return account;
  }

  /** The exchange that is on it: from now on one of its own, if it was a GET that nobody had looked at. */
  #underWay(): Exchange | null {
    const waiting = this.#waiting;
    if (waiting) {
      this.#waiting = null;
      this.#start(waiting.req, waiting, this.#waitingSince);
    }
    return this.#exchange;
  }

  #start(req: IncomingMessage, res: ServerResponse | null, began: number): void {
    const exchange = new Exchange(req, fromWireName(engineParameter(req, "transport")), res, began);
    this.#exchange = exchange;
    res?.on("close", () => {
      if (this.#exchange === exchange) this.end();
    });
    const account = this.#find(engineParameter(req, "sid"));
    if (account) this.assign(account, req);
  }

  get #unbooked(): Tally {
    const { up, down } = this.carried;
    return { up: up - this.#booked.up, down: down - this.#booked.down };
  }
}
