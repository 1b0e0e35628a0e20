import type { EventEmitter } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Socket as EngineSocket } from "engine.io";
import { Server, type Socket } from "socket.io";
import { ENGINE_PATH } from "../../protocol/limits.ts";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { until } from "../../testing/until.ts";
import { TransportEngine, type TransportEngineOptions } from "../engine/server.ts";
import { queueLength } from "../engine-internals.ts";
import { entryOf, type Tally, Traffic, tally } from "./traffic.ts";

export type TestHostOptions = Partial<TransportEngineOptions>;

/** A host for the conformance suite: the engine on a port of its own, with Socket.IO and some events to answer. */
export class TestHost {
  readonly engine: TransportEngine;
  readonly io = new Server();
  /** Requests that the engine refused, with its own code and sentence. */
  readonly refusals: { code: number; message: string }[] = [];
  /** Why sessions ended, by their Socket.IO id. */
  readonly ended = new Map<string, string>();
  /** Of all requests that came. */
  readonly urls: string[] = [];
  /** Pongs that came, of all sessions. */
  heartbeats = 0;

  readonly #http = createServer();
  readonly #held = new Set<EventEmitter>();
  #arrived: number[] = [];
  #traffic: Traffic | null = null;

  constructor(options: TestHostOptions = {}) {
    this.engine = new TransportEngine({ transports: TRANSPORTS, isOriginAllowed: () => true, ...options });
    this.engine.on("connection_error", ({ code, message, context }) => {
      this.refusals.push({ code, message: context?.message ?? message });
    });
    this.engine.on("connection", (socket: EngineSocket) => {
      socket.on("heartbeat", () => {
        this.heartbeats++;
      });
    });
    this.io.bind(this.engine);
    this.engine.attach(this.#http, { path: ENGINE_PATH });
    // After `attach`, which keeps the requests of its path from earlier listeners.
    this.#http.on("request", ({ url = "" }, response) => {
      this.urls.push(url);
      this.#hold(response);
    });
    this.#http.on("upgrade", (_, socket) => this.#hold(socket));
    this.io.on("connection", (socket) => this.#serve(socket));
  }

  #hold(held: EventEmitter): void {
    this.#held.add(held);
    held.once("close", () => this.#held.delete(held));
  }

  async listen(): Promise<this> {
    // Longer than any pause in a test: a connection that a client is about to use again must not go away.
    this.#http.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  #serve(socket: Socket): void {
    socket.on("echo", (value, ack) => ack(value));
    socket.on("late", (ms, value, ack) => setTimeout(() => ack(value), ms));
    socket.on("join", async (room, ack) => {
      await socket.join(room);
      ack();
    });
    socket.on("up", (n, bytes) => {
      this.#arrived.push(entryOf(n, bytes));
    });
    socket.on("disconnect", (reason) => {
      this.ended.set(socket.id, reason);
    });
  }

  /** The session's socket on this side. */
  socket(id: string): Socket {
    const socket = this.io.sockets.sockets.get(id);
    if (!socket) throw new Error(`no socket ${id} on this host`);
    return socket;
  }

  /** The transport that carries a session, by its wire name. */
  wireNameOf(id: string): string {
    return this.socket(id).conn.transport.name;
  }

  startTraffic(messagesPerSecond: number): void {
    this.#traffic = new Traffic(messagesPerSecond, (n, bytes) => {
      if (bytes) this.io.emit("down", n, Buffer.from(bytes));
      else this.io.emit("down", n);
    });
  }

  /** Returns how many messages were sent down. */
  stopTraffic(): number {
    this.#traffic?.stop();
    return this.#traffic?.sent ?? 0;
  }

  /** What has come of `sent` messages up. */
  tally(sent: number): Tally {
    return tally(this.#arrived, sent);
  }

  /** Packets that wait for the session's transport, of all sessions. */
  waiting(): number {
    const sessions = [...this.io.sockets.sockets.values()];
    return sessions.reduce((sum, { conn }) => sum + queueLength(conn), 0);
  }

  /** Responses and WebSockets that are open now. */
  get open(): number {
    return this.#held.size;
  }

  /** Waits until the sessions are gone and nothing of them is left. */
  async drained(): Promise<void> {
    await until("all sessions are gone", () => this.engine.clientsCount === 0);
    await until("no transport is being tried", () => this.engine.candidateCount === 0);
    await until("no response or WebSocket is open", () => this.open === 0);
  }

  async close(): Promise<void> {
    this.stopTraffic();
    await this.io.close();
    await new Promise((resolve) => {
      this.#http.close(resolve);
      this.#http.closeAllConnections();
    });
  }
}

/** What a host serves when it does not serve `name`. */
export function allBut(name: TransportName): TransportName[] {
  return TRANSPORTS.filter((other) => other !== name);
}
