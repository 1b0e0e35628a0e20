import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Socket as Session } from "engine.io";
import type { Meter as SessionMeter } from "../protocol/http.ts";
import { ENGINE_PATH } from "../protocol/limits.ts";
import { fromWireName } from "../protocol/transport-names.ts";
import { sessionId } from "../transports/engine-internals.ts";

/** Bytes at the TCP socket; up is towards the host. */
export interface Tally {
  up: number;
  down: number;
}

/** Where all bytes of a host went. The first three add up to the last. */
export interface Totals {
  /** Sessions that are open. */
  sessions: Tally;
  /** Sessions that have closed. */
  ended: Tally;
  /** Pages, API routes, refused requests. */
  other: Tally;
  /** All that the TCP sockets have carried. */
  sockets: Tally;
}

/** One session's bill. */
interface Account {
  session: Session;
  /** Bytes of exchanges that are over. Becomes `ended` when the session closes. */
  tally: Tally;
  requests: number;
}

interface Connection {
  socket: TcpSocket;
  /** How much of the socket's bytes has been booked. */
  booked: Tally;
  /** Whose exchange is running. */
  running: Account | null;
  /** Whose exchange was the last on it: a connection that is kept open between two polls still carries them. */
  carries: Account | null;
  /** Wire name of the transport that the last exchange belonged to. */
  via: string | null;
}

/**
 * Counts what each Engine.IO session costs, at the TCP sockets. Clients do not pipeline, so on a connection all
 * bytes between the end of one exchange (request and response) and the end of the next belong to that next one.
 * An upgraded connection is one exchange to its end. A running exchange counts live.
 */
export class Meter {
  readonly #connections = new Map<TcpSocket, Connection>();
  readonly #accounts = new Map<string, Account>();
  readonly #ended: Tally = { up: 0, down: 0 };
  readonly #other: Tally = { up: 0, down: 0 };
  /** All bytes of connections that have closed. */
  readonly #closed: Tally = { up: 0, down: 0 };

  /** Call it before anything else listens to the server. */
  watch(server: HttpServer): void {
    server.on("connection", (socket: TcpSocket) => this.#open(socket));
    server.on("request", (req: IncomingMessage, res: ServerResponse) => {
      const connection = this.#begin(req);
      res.once("close", () => connection && this.#end(connection));
    });
    server.on("upgrade", (req: IncomingMessage) => this.#begin(req));
  }

  /** Opens the account of a new session. The handshake that made it is its first exchange. */
  session(session: Session): void {
    const sid = sessionId(session);
    const account: Account = { session, tally: { up: 0, down: 0 }, requests: 1 };
    this.#accounts.set(sid, account);
    const connection = this.#connections.get(session.request.socket);
    if (connection) {
      connection.running = connection.carries = account;
      connection.via = session.transport.name;
    }
    session.once("close", () => {
      this.#accounts.delete(sid);
      add(this.#ended, account.tally);
      account.tally = this.#ended; // what is still to come of its last exchanges
    });
  }

  /** What the session with this Engine.IO id has cost so far; undefined when there is none. */
  read(sid: string): SessionMeter | undefined {
    const account = this.#accounts.get(sid);
    const transport = account && fromWireName(account.session.transport.name);
    if (!account || !transport) return undefined;
    const connections = [...this.#connections.values()];
    const { up, down } = connections
      .filter(({ running }) => running === account)
      .map(unbooked)
      .reduce(sum, account.tally);
    const carrying = connections.filter(
      // One that the last transport left open no longer carries a session that has switched.
      ({ carries, via }) => carries === account && via === account.session.transport.name,
    );
    return { transport, up, down, requests: account.requests, connections: carrying.length };
  }

  /** Where all bytes went so far. */
  totals(): Totals {
    const totals: Totals = {
      sessions: [...this.#accounts.values()].map(({ tally }) => tally).reduce(sum, { up: 0, down: 0 }),
      ended: { ...this.#ended },
      other: { ...this.#other },
      sockets: { ...this.#closed },
    };
    for (const connection of this.#connections.values()) {
      const { running, socket } = connection;
      const open = running !== null && running.tally !== this.#ended;
      const owner = open ? totals.sessions : running ? totals.ended : totals.other;
      add(owner, unbooked(connection));
      add(totals.sockets, carried(socket));
    }
    return totals;
  }

  #open(socket: TcpSocket): void {
    const connection: Connection = {
      socket,
      booked: { up: 0, down: 0 },
      running: null,
      carries: null,
      via: null,
    };
    this.#connections.set(socket, connection);
    socket.once("close", () => {
      this.#end(connection);
      this.#connections.delete(socket);
      add(this.#closed, carried(socket));
    });
  }

  #begin(req: IncomingMessage): Connection | undefined {
    const connection = this.#connections.get(req.socket);
    const query = engineQueryOf(req.url);
    const account = this.#accounts.get(query.get("sid") ?? "");
    if (!account || !connection) return connection;
    account.requests++;
    connection.running = connection.carries = account;
    connection.via = query.get("transport");
    return connection;
  }

  #end(connection: Connection): void {
    const bytes = unbooked(connection);
    add(connection.booked, bytes);
    add(connection.running?.tally ?? this.#other, bytes);
    connection.running = null;
  }
}

/** The parameters of a request to the Engine.IO endpoint; none of any other. */
function engineQueryOf(url = ""): URLSearchParams {
  return new URLSearchParams(url.startsWith(ENGINE_PATH) ? url.slice(url.indexOf("?") + 1) : "");
}

function carried(socket: TcpSocket): Tally {
  return { up: socket.bytesRead, down: socket.bytesWritten };
}

function unbooked({ socket, booked }: Connection): Tally {
  return { up: socket.bytesRead - booked.up, down: socket.bytesWritten - booked.down };
}

function sum(a: Tally, b: Tally): Tally {
  return { up: a.up + b.up, down: a.down + b.down };
}

function add(to: Tally, bytes: Tally): void {
  to.up += bytes.up;
  to.down += bytes.down;
}
