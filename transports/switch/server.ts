import type { Socket, Transport } from "engine.io";
import {
  allowFurtherUpgrades,
  awaitUpgrade,
  type EngineRequest,
  isUpgradingOnHost,
  sessionId,
} from "../engine-internals.ts";

interface Candidate {
  transport: Transport;
  /** The client's number for this attempt: tells a late request of an older one apart. */
  probe: string | undefined;
}

/**
 * Whether a request wants to try another transport for a session that is there: it names another one than the
 * session's own, and says that it is meant.
 */
export function isProbe(request: EngineRequest, socket: Socket): boolean {
  const { transport, probe, EIO } = request._query;
  const isMeant = probe !== undefined || transport === "websocket"; // stock clients probe WebSocket, unmarked
  return isMeant && EIO === "4" && transport !== socket.transport.name;
}

/**
 * The host's half of the live switch: the transports that are being tried, at most one a session. A session
 * stays on its own transport until the candidate's probe and its upgrade packet have come; what happens then is
 * Engine.IO's own upgrade.
 */
export class Candidates {
  #bySession = new Map<string, Candidate>();

  get size(): number {
    return this.#bySession.size;
  }

  /** Follows a new session, so that it can switch again and again and leaves nothing behind. */
  watch(socket: Socket): void {
    const sid = sessionId(socket);
    socket.on("upgrade", () => {
      allowFurtherUpgrades(socket);
      this.#bySession.delete(sid);
    });
    socket.once("close", () => this.#bySession.delete(sid));
  }

  /** Remembers `transport` as the session's candidate until it takes over, closes or runs out of time. */
  add(sid: string, transport: Transport, request: EngineRequest): void {
    this.#bySession.set(sid, { transport, probe: request._query.probe });
    transport.once("close", () => {
      if (this.#bySession.get(sid)?.transport === transport) this.#bySession.delete(sid);
    });
  }

  /**
   * Takes one HTTP request of a probe. The first is a GET: it makes the candidate, with `create`. Returns why
   * the request is refused, or null.
   */
  handle(socket: Socket, request: EngineRequest, create: () => Transport): string | null {
    const current = this.#bySession.get(sessionId(socket));
    const { transport, probe } = request._query;
    if (current?.transport.name === transport && current?.probe === probe) {
      current?.transport.onRequest(request);
      return null;
    }
    if (request.method !== "GET") return "This attempt to switch has ended.";
    this.drop(socket); // a client has one switch under way: it has given the last one up
    if (isUpgradingOnHost(socket)) return "Another switch is under way.";
    const candidate = create();
    awaitUpgrade(socket, candidate);
    candidate.onRequest(request);
    return null;
  }

  /** Gives the session's candidate up, if there is one. */
  drop(socket: Socket): void {
    const sid = sessionId(socket);
    const transport = this.#bySession.get(sid)?.transport;
    this.#bySession.delete(sid);
    // Engine.IO's upgrade listens to this while it waits: it cleans up and closes the transport.
    if (transport && transport.listenerCount("error") > 0) {
      transport.emit("error", new Error("another switch has begun"));
    }
  }
}
