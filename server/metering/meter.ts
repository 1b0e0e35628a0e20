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
import { addBill, addTally, copyBill, type Tally } from "./bill.ts";
import { type Carrying, Connection, type Running } from "./connection.ts";
import { Recordings } from "./recordings.ts";

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

/** A socket keeps its connection itself: every request asks for it, and a look into a map of thousands costs more. */
const CONNECTION = Symbol("connection");

interface MeteredSocket extends TcpSocket {
  [CONNECTION]?: Connection;
}

function connectionOf(socket: MeteredSocket): Connection | undefined {
  return socket[CONNECTION];
}

/** Ended sessions whose bills are kept apart. Of more, the oldest are added up. */
const MOST_ENDED = 10_000;

/**
 * Counts what each Engine.IO session costs, at the TCP sockets. A running exchange (request and response, or all that
 * an upgraded connection carries) counts live.
 */
export class Meter implements WireListener {
  readonly #connections = new Set<Connection>();
  readonly #accounts = new Map<string, Account>();
  /** Of sessions that have closed, oldest first. */
  readonly #ended = new Map<string, Account>();
  readonly #recordings = new Recordings();
  /** What the oldest of those cost together. */
  readonly #oldest = new Account("", null);
  #lastConnection = 0;
  readonly #other: Tally = { up: 0, down: 0 };
  /** All bytes of connections that have closed. */
  readonly #closed: Tally = { up: 0, down: 0 };

  readonly #find = (sid: string): Account | undefined => this.#accounts.get(sid) ?? this.#ended.get(sid);

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
    server.on("request", (req: IncomingMessage, res: ServerResponse) => this.#begin(req, res));
    server.on("upgrade", (req: IncomingMessage) => this.#begin(req, null));
  }

  /** Opens the account of a new session. The handshake that made it is its first exchange. */
  session(session: Session): void {
    const sid = sessionId(session);
    const account = new Account(sid, session);
    this.#accounts.set(sid, account);
    this.#recordings.begin(account);
    connectionOf(session.request.socket)?.assign(account, session.request);
    let name = fromWireName(session.transport.name);
    session.on("upgrade", (transport: Transport) => {
      const to = fromWireName(transport.name);
      if (name && to) account.tap?.switched(name, to);
      name = to;
    });
    session.once("close", () => {
      this.#accounts.delete(sid);
      this.#recordings.end(account);
      account.session = null;
      this.#ended.set(sid, account);
      this.#addUpOldest();
    });
  }

  /** Says whose session it is. */
  belongs(session: Session, owner: Owner): void {
    const account = this.#accounts.get(sessionId(session));
    if (account) account.owner = owner;
  }

  opened({ socket }: IncomingMessage): void {
    connectionOf(socket)?.opened();
  }

  upgraded({ socket }: IncomingMessage, head: string): void {
    connectionOf(socket)?.upgraded(head);
  }

  now(): number {
    return this.#recordings.isRunning ? performance.now() : 0;
  }

  sent(
    socket: TcpSocket,
    packets: readonly Packet[],
    at: number,
    chunks?: readonly (string | Buffer)[],
  ): void {
    connectionOf(socket)?.sent(packets, at, chunks);
  }

  received(socket: TcpSocket, packet: Packet): void {
    connectionOf(socket)?.received(packet);
  }

  /** What the session with this Engine.IO id has cost so far; undefined when there is none. */
  read(sid: string): SessionMeter | undefined {
    const account = this.#accounts.get(sid);
    const transport = fromWireName(account?.session?.transport.name ?? "");
    if (!account || !transport) return undefined;
    const bills = new Map(account.bills.map((bill) => [bill.transport, copyBill(bill)]));
    for (const { account: whose, bill } of this.#running()) {
      if (whose !== account) continue;
      const sum = bills.get(bill.transport);
      if (sum) addBill(sum, bill);
      else bills.set(bill.transport, bill);
    }
    // One that the last transport left open no longer carries a session that has switched.
    const carrying = [...this.#connections].filter((one) => one.carries(account, transport));
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
   * What has gone over the wire for a session since entry number `after`; undefined when there is no such session. Its
   * start is recorded. Once that is over, the first look begins the recording, with the exchanges that are under way.
   */
  wire(sid: string, after: number): WirePage | undefined {
    const account = this.#accounts.get(sid);
    if (!account) return undefined;
    if (!account.tap) {
      this.#recordings.begin(account);
      for (const connection of this.#connections) connection.tapped(account);
    }
    return this.#recordings.read(account, after);
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
    for (const account of [this.#oldest, ...this.#ended.values(), ...this.#accounts.values()])
      for (const bill of account.bills) add(account, bill);
    for (const { account, bill } of this.#running()) add(account, bill);
    for (const connection of this.#connections) {
      addTally(totals.wire, connection.carried);
      addTally(totals.other, connection.unowned);
    }
    totals.sessions = [...bills.values()].flatMap((own) => [...own.values()]);
    return totals;
  }

  /** The TCP connections that carry a session now. */
  carrying(): Carrying[] {
    return [...this.#connections].flatMap((connection) => connection.carrying ?? []);
  }

  /** What is under way of sessions, each with its bill so far. */
  #running(): Running[] {
    return [...this.#connections].flatMap((connection) => connection.running ?? []);
  }

  #open(socket: TcpSocket): void {
    const connection = new Connection(socket, ++this.#lastConnection, this.#other, this.#find);
    this.#connections.add(connection);
    (socket as MeteredSocket)[CONNECTION] = connection;
    socket.once("close", () => {
      connection.end();
      this.#connections.delete(connection);
      addTally(this.#closed, connection.carried);
    });
  }

  #begin(req: IncomingMessage, res: ServerResponse | null): void {
    connectionOf(req.socket)?.begin(req, res, this.#recordings.isRead);
  }

  #addUpOldest(): void {
    for (const [sid, account] of this.#ended) {
      if (this.#ended.size <= MOST_ENDED) return;
      account.mergeInto(this.#oldest);
      this.#ended.delete(sid);
    }
  }
}
