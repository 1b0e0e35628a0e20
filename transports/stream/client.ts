import { Transport } from "engine.io-client";
import { decodePacket, type Packet } from "engine.io-parser";
import { maxPayloadOf } from "../engine-internals.ts";
import { HttpRefusal, Requests, request } from "../http/client.ts";
import { encode, splitPackets } from "../http/payload.ts";
import { isPause, PAUSE } from "../switch/marks.ts";

/**
 * Base of the three streams on the client: packets come down one endless response and go up in POSTs. A subclass
 * adds a name, and how the response is opened, read and closed.
 */
export abstract class StreamTransport extends Transport {
  #posts = new Requests();
  #onPaused: (() => void) | null = null;
  #reading: AbortController | null = null;

  /** Opens the way down and hands each packet to `receive`, and its end to `ended`. */
  protected abstract openDown(): void;

  /** For `openDown`, where the way down is read by a function: runs it until it ends or `closeDown` aborts it. */
  protected startReading(read: (signal: AbortSignal) => Promise<void>): void {
    const reading = new AbortController();
    this.#reading = reading;
    const ended = (error?: unknown): void => {
      if (!reading.signal.aborted) this.ended(error);
    };
    read(reading.signal).then(() => ended(), ended);
  }

  /** Closes the way down: nothing of it arrives any more. */
  protected closeDown(): void {
    this.#reading?.abort();
    this.#reading = null;
  }

  protected override doOpen(): void {
    this.openDown();
  }

  /** The host sees the way down break off: that ends the session there. */
  protected override doClose(): void {
    this.closeDown();
    this.#posts.abort();
  }

  protected url(parameters: Record<string, string> = {}): string {
    return this.createUri(this.opts.secure ? "https" : "http", { ...this.query, ...parameters });
  }

  /** The response as bytes: what a subclass reads where the browser offers no reader of its own. */
  protected async fetchDown(
    url: string,
    accept: string,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    const response = await request(url, { signal, headers: { ...this.opts.extraHeaders, accept } });
    return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
  }

  protected receiveText(text: string): void {
    this.receive(decodePacket(text, this.socket.binaryType));
  }

  protected receive(packet: Packet): void {
    if (this.readyState === "closed" || this.readyState === "paused") return;
    if (isPause(packet)) {
      this.#paused();
    } else if (packet.type === "close") {
      this.closeDown();
      this.onClose({ description: "transport closed by the server" });
    } else if (packet.type === "noop" && this.readyState === "opening") {
      this.onOpen(); // a probe gets no "open" packet, as the session is open: the noop says that the way is up
    } else {
      if (packet.type === "open") this.onOpen();
      this.onPacket(packet);
    }
  }

  #paused(): void {
    this.closeDown();
    this.readyState = "paused";
    this.#onPaused?.();
    this.#onPaused = null;
  }

  /** The way down has ended, with `error` or for no known reason. */
  protected ended(error?: unknown): void {
    if (this.readyState === "closed" || this.readyState === "paused") return;
    this.closeDown();
    const refused = error instanceof HttpRefusal;
    if (refused) this.onError(error.message, error.status);
    else if (this.readyState === "opening") this.onError(`${this.name} could not be opened`, error);
    else this.onClose({ description: "the stream ended", context: error });
  }

  protected override write(packets: Packet[]): void {
    this.writable = false;
    this.#post(packets).then(
      () => {
        this.writable = true;
        this.emitReserved("drain");
      },
      (error: unknown) => {
        if (this.readyState === "closed") return;
        const refused = error instanceof HttpRefusal;
        this.onError(refused ? error.message : "a POST got no answer", refused ? error.status : error);
      },
    );
  }

  /** One POST after the other: two at once could overtake each other. */
  async #post(packets: Packet[]): Promise<void> {
    for (const row of splitPackets(packets, maxPayloadOf(this.socket))) {
      await this.#posts.post(this.url(), await encode(row), this.opts.extraHeaders);
    }
  }

  /** For a live switch: calls back when nothing more will come or go on this transport. */
  override pause(onPaused: () => void): void {
    this.#onPaused = onPaused;
    const ask = (): void => {
      this.write([PAUSE]);
      this.readyState = "pausing";
    };
    if (this.writable) ask();
    else this.once("drain", ask);
  }

  override close(): this {
    // Engine.IO closes what is open or opening; a session may also end in the middle of a switch.
    if (this.readyState === "pausing" || this.readyState === "paused") {
      this.doClose();
      this.onClose();
    }
    return super.close();
  }

  /** Takes a pause back: a new way down for the same session. */
  resume(): void {
    this.readyState = "open";
    this.openDown();
  }
}
