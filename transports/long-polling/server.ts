import type { Socket as TcpSocket } from "node:net";
import { transports } from "engine.io";
import type { Packet } from "engine.io-parser";
import { type EngineRequest, serverPollingClass } from "../engine-internals.ts";
import { isPause, NOOP } from "../switch/marks.ts";
import { NO_LISTENER, type WireListener } from "../wire.ts";

const Polling = serverPollingClass(transports);

/**
 * Long polling on the host: Engine.IO's own. A GET waits until there is something to answer (or the ping is due),
 * a POST brings packets up. Added is what it takes to be the target of a live switch.
 */
export class LongPollingTransport extends Polling {
  /** Set by the engine. */
  wire: WireListener = NO_LISTENER;
  /** The connection of the last GET, and of the last POST. */
  #getSocket: TcpSocket;
  #postSocket: TcpSocket;
  /** Packets sent while no GET was waiting; Engine.IO asks before it sends, but its upgrade does not. */
  #early: Packet[] = [];
  /** True until the client has made it the session's transport: then nobody waits for an orderly close. */
  #candidate: boolean;
  /** Whether the next GET is answered at once, with a noop if there is nothing else. */
  #answerNext: boolean;

  constructor(request: EngineRequest) {
    super(request);
    this.#getSocket = this.#postSocket = request.socket;
    this.#candidate = request._query.sid !== undefined;
    this.#answerNext = this.#candidate; // the first GET of a probe asks whether this transport is up
    // Before the session's own listener, so that what waited goes first.
    this.on("ready", () => {
      if (this.#early.length > 0) this.#answer(this.#early.splice(0));
    });
  }

  override onRequest(request: EngineRequest): void {
    if (request.method === "GET") this.#getSocket = request.socket;
    else this.#postSocket = request.socket;
    super.onRequest(request);
    if (request.method === "GET" && this.#answerNext) {
      this.#answerNext = false;
      if (this.writable) this.#answer([NOOP]);
    }
  }

  override send(packets: Packet[]): void {
    if (this.writable) this.#answer(packets);
    else this.#early.push(...packets);
  }

  #answer(packets: Packet[]): void {
    const at = this.wire.now();
    super.send(packets); // may add a packet of its own, a last one
    this.wire.sent(this.#getSocket, packets, at);
  }

  protected override onPacket(packet: Packet): void {
    this.wire.received(this.#postSocket, packet);
    if (packet.type === "upgrade") this.#candidate = false;
    if (!isPause(packet)) super.onPacket(packet);
    // The client lets no GET follow the one under way: with its answer the last packet has gone down.
    else if (this.writable) this.#answer([NOOP]);
    else this.#answerNext = true;
  }

  override doClose(done: () => void): void {
    // Engine.IO would wait up to 30 s for a GET to answer with "close".
    if (this.#candidate) this.discard();
    super.doClose(done);
  }
}
