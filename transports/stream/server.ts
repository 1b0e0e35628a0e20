import type { ServerResponse } from "node:http";
import { Transport } from "engine.io";
import { decodePayload, encodePacket, type Packet } from "engine.io-parser";
import type { EngineRequest } from "../engine-internals.ts";
import { readBody } from "../http/server.ts";
import { isPause, NOOP, PAUSE } from "../switch/marks.ts";
import { NO_LISTENER, type WireListener } from "../wire.ts";

/** How long a client may take to read an ended stream's rest, in ms: as long as `ws` waits for a WebSocket to close. */
const CLOSE_LIMIT = 30_000;

/**
 * Base of the three streams on the host: one GET whose response never ends brings packets down, POSTs bring
 * them up. A subclass adds a name, a content type and how one packet is written: `frame()`.
 */
export abstract class StreamTransport extends Transport {
  /** Largest POST, in bytes. Set by the engine. */
  maxHttpBufferSize = 0;
  /** Set by the engine. */
  wire: WireListener = NO_LISTENER;

  /** The response that carries packets down, while there is one. */
  #down: ServerResponse | null = null;
  #receiving = false;
  /** True from the client's `6pause` on: what comes later waits for the next transport. */
  #paused = false;

  protected abstract readonly contentType: string;

  /** One packet as it goes over the wire. */
  protected abstract frame(packet: Packet): string | Buffer;

  /** What comes before the first packet. Also the place to set headers of one's own on the response. */
  protected open(_request: EngineRequest, _response: ServerResponse): string {
    return "";
  }

  override onRequest(request: EngineRequest): void {
    const response = request.res;
    delete request.res; // the session keeps its first request for ever: it must not keep the response too
    if (!response) return;
    if (request.method === "GET") this.#startStream(request, response);
    else if (request.method === "POST") void this.#receive(request, response);
    else response.writeHead(405, { Allow: "GET, POST" }).end();
  }

  #startStream(request: EngineRequest, response: ServerResponse): void {
    if (this.#down && !this.#paused) {
      response.writeHead(400).end();
      this.onError("a second stream in the same session");
      return;
    }
    this.#paused = false;
    this.#down = response;
    response.on("close", () => this.#onStreamClosed(response));
    const prelude = this.open(request, response);
    response.writeHead(
      200,
      this.#headers(request, {
        "Content-Type": this.contentType,
        // A proxy that compresses or collects the response would hold every packet back.
        "Cache-Control": "no-cache, no-transform",
        "X-Accel-Buffering": "no",
      }),
    );
    if (prelude) response.write(prelude);
    else response.flushHeaders();
    this.writable = true;
    // A new session gets its "open" packet now. A probe, or a stream that is resumed, has to be told
    // that it is up.
    if (request._query.sid) this.send([NOOP]);
    else this.emit("ready");
  }

  #onStreamClosed(response: ServerResponse): void {
    if (this.#down !== response) return;
    this.#down = null;
    this.writable = false;
    if (!this.#paused && this.readyState === "open") this.onClose();
  }

  override send(packets: Packet[]): void {
    const response = this.#down;
    this.writable = false;
    if (!response) return;
    const flushed = this.#write(response, packets);
    const done = (): void => {
      if (this.#down !== response) return;
      this.emit("drain");
      if (this.#paused) return;
      this.writable = true;
      this.emit("ready");
    };
    // While the kernel's buffer is full the packets stay with the session: that is the backpressure.
    if (flushed) process.nextTick(done);
    else response.once("drain", done);
  }

  /** False when the kernel's buffer is full. */
  #write(response: ServerResponse, packets: Packet[]): boolean {
    const chunks = packets.map((packet) => this.frame(packet));
    let flushed = true;
    const at = this.wire.now();
    response.cork();
    for (const chunk of chunks) flushed = response.write(chunk);
    response.uncork();
    this.wire.sent(response.req.socket, packets, at, chunks);
    return flushed;
  }

  async #receive(request: EngineRequest, response: ServerResponse): Promise<void> {
    if (this.#receiving) {
      response.writeHead(400).end();
      this.onError("a second POST before the first was answered");
      return;
    }
    this.#receiving = true;
    const body = await readBody(request, this.maxHttpBufferSize);
    this.#receiving = false;
    if (body.ok) {
      for (const packet of decodePayload(body.text)) {
        this.wire.received(request.socket, packet);
        this.#accept(packet);
      }
      response.writeHead(200, this.#headers(request, { "Content-Type": "text/plain", "Content-Length": 2 }));
      response.end("ok");
    } else if (body.why === "too-large") {
      // Nothing of it has been taken in. The client sees the 413, ends the session and connects again.
      response.writeHead(413, this.#headers(request, { "Content-Length": 0 })).end();
    } else {
      this.onError("the connection of a POST broke off");
    }
  }

  #accept(packet: Packet): void {
    if (this.readyState !== "open") return;
    if (packet.type === "close") this.onClose();
    else if (isPause(packet)) this.#pause();
    else this.onPacket(packet);
  }

  /** The mark is the last packet of this stream; the client closes it on reading that. */
  #pause(): void {
    this.#paused = true;
    this.writable = false;
    if (this.#down) this.#write(this.#down, [PAUSE]);
  }

  override doClose(done: () => void): void {
    const response = this.#down;
    this.#down = null;
    if (response && !this.#paused) this.#write(response, [{ type: "close" }]);
    if (response) endInTime(response);
    done();
    this.onClose();
  }

  #headers(
    request: EngineRequest,
    headers: Record<string, string | number>,
  ): Record<string, string | number> {
    this.emit("headers", headers, request); // the engine's `headers` events, as for Engine.IO's own transports
    return headers;
  }
}

/** Ends an answer, and its connection with it if the client does not read it to its end. */
function endInTime(response: ServerResponse): void {
  const late = setTimeout(() => response.destroy(), CLOSE_LIMIT);
  late.unref();
  response.once("close", () => clearTimeout(late));
  response.end();
}

/** A packet as text; binary becomes `b` and base64. */
export function packetText(packet: Packet): string {
  let text = "";
  encodePacket(packet, false, (encoded: string) => {
    text = encoded; // called before encodePacket returns: in Node nothing about it is asynchronous
  });
  return text;
}
