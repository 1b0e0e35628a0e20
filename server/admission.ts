import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Socket as Session } from "engine.io";
import type { HostLimits } from "./host-limits.ts";
import { TokenBucket } from "./token-bucket.ts";

type AdmissionLimits = Pick<
  HostLimits,
  "handshakesPerSecond" | "handshakeBurst" | "sessionsPerAddress" | "connectionsPerAddress"
>;

/** What the host knows of one address while anything of it is there, and a little longer. */
interface Visitor {
  connections: number;
  sessions: number;
  handshakes: TokenBucket;
  /** Runs while nothing of it is there. */
  forget: NodeJS.Timeout | undefined;
}

/** Bounds what one address may hold open and how fast it may open sessions, so that one cannot starve the rest. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #visitors = new Map<string, Visitor>();

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /** Addresses that it remembers now. */
  get size(): number {
    return this.#visitors.size;
  }

  /** Counts the server's connections by address and drops those over the limit. */
  watch(server: HttpServer): void {
    server.on("connection", (socket: TcpSocket) => {
      const address = socket.remoteAddress ?? "";
      const visitor = this.#visitor(address);
      visitor.connections++;
      socket.once("close", () => {
        visitor.connections--;
        this.#forgetLater(address, visitor);
      });
      if (visitor.connections > this.#limits.connectionsPerAddress) socket.destroy();
    });
  }

  /** Whether a handshake may go on: null, or the reason why not. */
  handshake(req: IncomingMessage): string | null {
    const address = req.socket.remoteAddress ?? "";
    const visitor = this.#visitor(address);
    this.#forgetLater(address, visitor);
    if (visitor.sessions >= this.#limits.sessionsPerAddress)
      return "Your address has too many sessions open here. Close some and try again.";
    if (!visitor.handshakes.take())
      return "Too many new sessions from your address. Try again in a few seconds.";
    return null;
  }

  /** Counts a session until it closes. */
  session(session: Session): void {
    const address = session.remoteAddress;
    const visitor = this.#visitor(address);
    visitor.sessions++;
    session.once("close", () => {
      visitor.sessions--;
      this.#forgetLater(address, visitor);
    });
  }

  close(): void {
    for (const visitor of this.#visitors.values()) clearTimeout(visitor.forget);
    this.#visitors.clear();
  }

  #visitor(address: string): Visitor {
    const known = this.#visitors.get(address);
    if (known) {
      clearTimeout(known.forget);
      return known;
    }
    const { handshakesPerSecond, handshakeBurst } = this.#limits;
    const visitor: Visitor = {
      connections: 0,
      sessions: 0,
      handshakes: new TokenBucket(handshakesPerSecond, handshakeBurst),
      forget: undefined,
    };
    this.#visitors.set(address, visitor);
    return visitor;
  }

  /** Not at once: a new entry has a full bucket, so whoever is forgotten at once may open sessions without end. */
  #forgetLater(address: string, visitor: Visitor): void {
    if (visitor.connections > 0 || visitor.sessions > 0) return;
    clearTimeout(visitor.forget);
    const refilled = (this.#limits.handshakeBurst / this.#limits.handshakesPerSecond) * 1_000;
    visitor.forget = setTimeout(() => this.#visitors.delete(address), refilled);
    visitor.forget.unref();
  }
}
