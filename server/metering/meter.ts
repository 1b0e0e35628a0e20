import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Socket as Session, Transport } from "engine.io";
import type { Packet } from "engine.io-parser";
import type { Bill, Meter as SessionMeter } from "../../protocol/meter.ts";
import { fromWireName, TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import type { WirePage } from "../../protocol/wire.ts";
import { sessionId } from "../../transports/engine-internals.ts";
import type { WireListener } from "../../transports/wire.ts";
import { Account, type Owner } from "./account.ts";
import { addBill, copyBill, type Tally } from "./bill.ts";
import { engineParameter } from "./engine-parameter.ts";
import { Exchange } from "./exchange.ts";
import { isProxied } from "./proxied.ts";
import { Tap } from "./tap.ts";

/** Where all bytes of a host went. */
export interface Totals {
  /** All that the host's TCP connections carried: the sessions' bytes and the others. */
  wire: Tally;
  /** One for each session and each transport that it used, open or ended. */
  sessions: SessionBill[];
  /** Of no session: pages, API routes, refused requests. */
  other: Tally;
}

export interface SessionBill extends Bill {
  /** Name; null before the welcome, and for the oldest of very many sessions that have ended, taken together. */
  member: string | null;
  open: boolean;
}

interface Connection {
  socket: TcpSocket;
  /** A number of its own. */
  id: number;
  /** How much of the socket's bytes has been booked. */
  booked: Tally;
  exchange: Exchange | null;
  /** Whose exchange it is; null while nobody's. */
  account: Account | null;
  /** Whose exchange was the last on it: a connection that is kept open between two polls still carries them. */
  carries: Account | null;
  /** The transport of the last exchange of that account here. */
  lastTransport: TransportName | undefined;
}

/** Ended sessions whose bills are kept apart. Of more, the oldest are added up. */
const MOST_ENDED = 10_000;

/**
 * Counts what each Engine.IO session costs, at the TCP sockets. Clients do not pipeline, so on a connection all
 * bytes between the end of one exchange (request and response) and the end of the next belong to that next one.
 * An upgraded connection is one exchange to its end. A running exchange counts live.
 *
 * Most requests are polls, and a listener on each response costs time. So a session's poll ends when its transport has
 * `sent` the answer; any other exchange when its response closes.
 */
export class Meter implements WireListener {
  readonly #connections = new Map<TcpSocket, Connection>();
  readonly #accounts = new Map<string, Account>();
  /** Of sessions that have closed, oldest first. */
  readonly #ended = new Set<Account>();
  /** What the oldest of those cost together. */
  readonly #oldest = new Account(null);
  #lastConnection = 0;
  readonly #other: Tally = { up: 0, down: 0 };
  /** All bytes of connections that have closed. */
  readonly #closed: Tally = { up: 0, down: 0 };

  /** TCP connections that are open now. */
  get connections(): number {
    return this.#connections.size;
  }

  /** How many sessions are open, by the transport in use. */
  openSessions(): Map<TransportName, number> {
    const counts = new Map(TRANSPORTS.map((name) => [name, 0]));
    for (const { session } of this.#accounts.values()) {
      const transport = fromWireName(session?.transport.name ?? "");
      if (transport) counts.set(transport, (counts.get(transport) ?? 0) + 1);
    }
    return counts;
  }

  /** Call it before anything else listens to the server. */
  watch(server: HttpServer): void {
    server.on("connection", (socket: TcpSocket) => this.#open(socket));
    server.on("request", (req: IncomingMessage, res: ServerResponse) => {
      const connection = this.#begin(req, res);
      const exchange = connection?.exchange;
      if (!connection || (connection.account && exchange?.kind === "waiting")) return;
      res.on("close", () => {
        if (connection.exchange === exchange) this.#end(connection);
      });
    });
    server.on("upgrade", (req: IncomingMessage) => void this.#begin(req, null));
  }

  /** Opens the account of a new session. The handshake that made it is its first exchange. */
  session(session: Session): void {
    const sid = sessionId(session);
    const account = new Account(session);
    this.#accounts.set(sid, account);
    const connection = this.#connections.get(session.request.socket);
    if (connection?.exchange) this.#assign(connection, connection.exchange, account, session.request);
    let name = fromWireName(session.transport.name);
    session.on("upgrade", (transport: Transport) => {
      const to = fromWireName(transport.name);
      if (name && to) account.tap?.switched(name, to);
      name = to;
    });
    session.once("close", () => {
      this.#accounts.delete(sid);
      account.tap?.close();
      account.tap = null;
      account.session = null;
      this.#ended.add(account);
      this.#addUpOldest();
    });
  }

  /** Says whose session it is. */
  belongs(session: Session, owner: Owner): void {
    const account = this.#accounts.get(sessionId(session));
    if (account) account.owner = owner;
  }

  opened({ socket }: IncomingMessage): void {
    this.#connections.get(socket)?.exchange?.opened();
  }

  upgraded({ socket }: IncomingMessage, head: string): void {
    this.#connections.get(socket)?.exchange?.upgraded(head);
  }

  sent(socket: TcpSocket, packets: readonly Packet[], chunks?: readonly (string | Buffer)[]): void {
    const connection = this.#connections.get(socket);
    if (!connection?.exchange) return;
    const { exchange, account } = connection;
    exchange.sent(packets);
    account?.tap?.sent(exchange, packets, chunks);
    if (account && exchange.isAnswered) this.#end(connection);
  }

  received(socket: TcpSocket, packet: Packet): void {
    const connection = this.#connections.get(socket);
    if (!connection?.exchange) return;
    const { exchange, account } = connection;
    exchange.received(packet);
    account?.tap?.received(exchange, packet);
  }

  /** What the session with this Engine.IO id has cost so far; undefined when there is none. */
  read(sid: string): SessionMeter | undefined {
    const account = this.#accounts.get(sid);
    const transport = fromWireName(account?.session?.transport.name ?? "");
    if (!account || !transport) return undefined;
    const bills = new Map(account.bills.map((bill) => [bill.transport, copyBill(bill)]));
    for (const { running, bill } of this.#running()) {
      if (running !== account) continue;
      const sum = bills.get(bill.transport);
      if (sum) addBill(sum, bill);
      else bills.set(bill.transport, bill);
    }
    const carrying = [...this.#connections.values()].filter(
      // One that the last transport left open no longer carries a session that has switched.
      ({ carries, lastTransport }) => carries === account && lastTransport === transport,
    );
    const { user, system } = process.cpuUsage();
    return {
      transport,
      bills: [...bills.values()],
      connections: carrying.length,
      proxied: account.proxied,
      host: { cpuMs: (user + system) / 1_000, memory: process.memoryUsage.rss() },
    };
  }

  /**
   * What has gone over the wire for a session since entry number `after`; undefined when there is no such session. The
   * first look begins the recording, with the exchanges that are under way.
   */
  wire(sid: string, after: number): WirePage | undefined {
    const account = this.#accounts.get(sid);
    if (!account) return undefined;
    account.tap ??= this.#tap(account);
    return account.tap.read(after);
  }

  #tap(account: Account): Tap {
    const tap = new Tap(() => {
      account.tap = null;
    });
    for (const { account: whose, exchange, id } of this.#connections.values())
      if (whose === account && exchange) tap.began(exchange, id);
    return tap;
  }

  /** Where all bytes went so far. */
  totals(): Totals {
    const totals: Totals = { wire: { ...this.#closed }, sessions: [], other: { ...this.#other } };
    const bills = new Map<Account, Map<string, SessionBill>>();
    const add = (account: Account, bill: Bill): void => {
      const own = bills.get(account) ?? new Map<string, SessionBill>();
      bills.set(account, own);
      const sum = own.get(bill.transport);
      if (sum) addBill(sum, bill);
      else {
        const member = account.owner?.name ?? null;
        own.set(bill.transport, { member, open: account.session !== null, ...copyBill(bill) });
      }
    };
    for (const account of [this.#oldest, ...this.#ended, ...this.#accounts.values()])
      for (const bill of account.bills) add(account, bill);
    for (const { running, bill } of this.#running()) add(running, bill);
    for (const connection of this.#connections.values()) {
      addTally(totals.wire, carried(connection.socket));
      if (!connection.account) addTally(totals.other, unbooked(connection));
    }
    totals.sessions = [...bills.values()].flatMap((own) => [...own.values()]);
    return totals;
  }

  /** The sessions' exchanges that are under way, each with its bill so far. */
  *#running(): Generator<{ running: Account; bill: Bill }> {
    for (const connection of this.#connections.values()) {
      const { exchange, account } = connection;
      if (!exchange?.transport || !account) continue;
      yield { running: account, bill: exchange.bill(exchange.transport, unbooked(connection)) };
    }
  }

  #open(socket: TcpSocket): void {
    const connection: Connection = {
      socket,
      id: ++this.#lastConnection,
      booked: { up: 0, down: 0 },
      exchange: null,
      account: null,
      carries: null,
      lastTransport: undefined,
    };
    this.#connections.set(socket, connection);
    socket.once("close", () => {
      this.#end(connection);
      this.#connections.delete(socket);
      addTally(this.#closed, carried(socket));
    });
  }

  #begin(req: IncomingMessage, res: ServerResponse | null): Connection | undefined {
    const connection = this.#connections.get(req.socket);
    if (!connection) return undefined;
    // A poll that was refused. It had no body: what has come beyond its head is this request's.
    if (connection.exchange) this.#end(connection, connection.exchange.requestHeadBytes);
    connection.exchange = new Exchange(req, engineParameter(req, "transport"), res);
    const account = this.#accounts.get(engineParameter(req, "sid"));
    if (account && connection.exchange.transport) this.#assign(connection, connection.exchange, account, req);
    return connection;
  }

  #assign(connection: Connection, exchange: Exchange, account: Account, req: IncomingMessage): void {
    // A connection is a proxy's or it is not: its first request says so.
    if (connection.carries !== account) account.proxied ||= isProxied(req);
    connection.account = connection.carries = account;
    connection.lastTransport = exchange.transport;
    if (exchange.transport) account.bill(exchange.transport); // in order of their first use
    account.tap?.began(exchange, connection.id);
  }

  /** The exchange is over; or the connection is, whatever was on it. `mostUp`: the most that can have come for it. */
  #end(connection: Connection, mostUp = Number.POSITIVE_INFINITY): void {
    const bytes = unbooked(connection);
    bytes.up = Math.min(bytes.up, mostUp);
    addTally(connection.booked, bytes);
    const { exchange, account } = connection;
    exchange?.end();
    if (exchange?.transport && account) {
      exchange.bookTo(account.bill(exchange.transport), bytes);
      account.tap?.ended(exchange, exchange.bill(exchange.transport, bytes));
    } else addTally(this.#other, bytes);
    connection.exchange = connection.account = null;
  }

  #addUpOldest(): void {
    for (const account of this.#ended) {
      if (this.#ended.size <= MOST_ENDED) return;
      account.mergeInto(this.#oldest);
      this.#ended.delete(account);
    }
  }
}

function carried(socket: TcpSocket): Tally {
  return { up: socket.bytesRead, down: socket.bytesWritten };
}

function unbooked({ socket, booked }: Connection): Tally {
  return { up: socket.bytesRead - booked.up, down: socket.bytesWritten - booked.down };
}

function addTally(to: Tally, bytes: Tally): void {
  to.up += bytes.up;
  to.down += bytes.down;
}
