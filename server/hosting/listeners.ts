import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { createServer, type Server as NetServer, type Socket as TcpSocket } from "node:net";
import type { Logger } from "pino";
import { plainAddress } from "../addresses.ts";

/**
 * Listens for an HTTP server on more addresses than its own, one socket each, so that any of them is opened and closed
 * while the others go on. The HTTP server must itself listen: with that it begins to watch over its time limits.
 */
export class Listeners {
  readonly #http: HttpServer;
  readonly #log: Logger;
  readonly #servers = new Map<string, NetServer>();
  /** Each with the address of this computer that it came to. */
  readonly #connections = new Map<TcpSocket, string>();
  /** Ends with the last connection of a listener that was closed. */
  readonly #ending = new Set<Promise<unknown>>();

  /** Before the HTTP server listens. */
  constructor(http: HttpServer, log: Logger) {
    this.#http = http;
    this.#log = log;
    http.on("connection", (socket: TcpSocket) => {
      this.#connections.set(socket, plainAddress(socket.localAddress ?? ""));
      socket.once("close", () => this.#connections.delete(socket));
    });
  }

  has(address: string): boolean {
    return this.#servers.has(address);
  }

  /** Null, or the system's error. */
  async open(address: string, port: number): Promise<Error | null> {
    // As Node makes its HTTP servers (lib/_http_server.js).
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
      this.#http.emit("connection", socket),
    );
    try {
      server.listen({ port, host: address, ipv6Only: true });
      await once(server, "listening"); // rejects on "error"
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
    server.on("error", (error) => this.#log.warn({ err: error, address }, "a connection was not accepted"));
    this.#servers.set(address, server);
    return null;
  }

  /** Takes no more connections there. Those that there are stay. */
  close(address: string): void {
    const server = this.#servers.get(address);
    if (!server) return;
    this.#servers.delete(address);
    const ended = once(server, "close");
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
    server.close();
  }

  closeAllBut(wanted: readonly string[]): void {
    for (const address of this.#servers.keys()) if (!wanted.includes(address)) this.close(address);
  }

  /** Cuts every connection that came to an address which is not among those that stay. */
  cut(stays: (address: string) => boolean): void {
    for (const [socket, address] of this.#connections) if (!stays(address)) socket.destroy();
  }

  /** Takes no more connections anywhere; resolves when the last one has ended. */
  async closeAll(): Promise<void> {
    this.closeAllBut([]);
    await Promise.all(this.#ending);
  }
}
