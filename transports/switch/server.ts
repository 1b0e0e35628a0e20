import type { Socket, Transport } from "engine.io";
import {
  allowFurtherUpgrades,
  awaitUpgrade,
  type EngineRequest,
  isUpgradingOnHost,
  sessionId,
} from "../engine-internals.ts";
import { MOVED } from "./marks.ts";

/** A session's last attempt to switch. */
interface Attempt {
  /** The client's number for it, which is in each of its requests: what comes late is not taken for a new one. */
  probe: string | undefined;
  /** The transport that is being tried, or null: this attempt has ended. */
  candidate: Transport | null;
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
  #attempts = new Map<string, Attempt>();

  /** Transports that are being tried now. */
  get size(): number {
    return [...this.#attempts.values()].filter(({ candidate }) => candidate !== null).length;
  }

  /** Follows a new session, so that it can switch again and again and leaves nothing behind. */
  watch(socket: Socket): void {
    const sid = sessionId(socket);
    socket.on("upgrade", (transport: Transport) => {
      allowFurtherUpgrades(socket);
      // For our own clients, ahead of all that has waited for the new transport.
      if (this.#attempts.get(sid)?.probe !== undefined) transport.send([MOVED]);
      this.#end(sid, transport);
    });
    socket.once("close", () => this.#attempts.delete(sid));
  }

  /** Remembers `candidate` until it takes over, closes or runs out of time. */
  add(sid: string, candidate: Transport, request: EngineRequest): void {
    this.#attempts.set(sid, { candidate, probe: request._query.probe });
    candidate.once("close", () => this.#end(sid, candidate));
  }

  #end(sid: string, candidate: Transport): void {
    const attempt = this.#attempts.get(sid);
    if (attempt?.candidate === candidate) attempt.candidate = null;
  }

  /**
   * Takes one HTTP request of a probe. The first is a GET: it makes the candidate, with `create`. Returns why
   * the request is refused, or null.
   */
  handle(socket: Socket, request: EngineRequest, create: () => Transport): string | null {
    const attempt = this.#attempts.get(sessionId(socket));
    const { transport, probe } = request._query;
    if (attempt && attempt.probe === probe) {
      if (attempt.candidate?.name !== transport) return "This attempt to switch has ended.";
      attempt.candidate?.onRequest(request);
      return null;
    }
    if (request.method !== "GET") return "An attempt to switch begins with a GET.";
    this.drop(socket); // a client has one switch under way: it has given the last one up
    if (isUpgradingOnHost(socket)) return "Another switch is under way.";
    const candidate = create();
    awaitUpgrade(socket, candidate);
    candidate.onRequest(request);
    return null;
  }

  /** Gives the session's candidate up, if there is one. */
  drop(socket: Socket): void {
    const candidate = this.#attempts.get(sessionId(socket))?.candidate;
    // Engine.IO's upgrade listens to this while it waits: it cleans up and closes the transport.
    if (candidate && candidate.listenerCount("error") > 0) {
      candidate.emit("error", new Error("another switch has begun"));
    }
  }
}
