import { Fetch } from "engine.io-client";
import type { Packet } from "engine.io-parser";
import { HttpRefusal, Requests } from "../http/client.ts";
import { PAUSE } from "../switch/marks.ts";

/** Engine.IO's "close" packet. */
const CLOSE = "1";

/**
 * Long polling on the client: Engine.IO's own cycle. A GET waits at the host until there is something; as soon as
 * it is answered the next one goes out. The requests are made by fetch, in browsers and in Node alike.
 */
export class LongPollingTransport extends Fetch {
  #requests = new Requests();

  /** Sends one GET; its answer goes to `onData`, and that starts the next one. */
  override doPoll(): void {
    this.#requests.get(this.#url(), this.opts.extraHeaders).then(
      (payload) => {
        if (this.readyState !== "closed") this.onData(payload);
      },
      (error: unknown) => this.#failed("a poll", error),
    );
  }

  override doWrite(payload: string, onSent: () => void): void {
    this.#post(payload).then(onSent, (error: unknown) => this.#failed("a POST", error));
  }

  #post(payload: string): Promise<void> {
    return this.#requests.post(this.#url(), payload, this.opts.extraHeaders);
  }

  /** Without the timestamp that Engine.IO adds against caches: these requests are never cached. */
  #url(): string {
    return this.createUri(this.opts.secure ? "https" : "http", this.query);
  }

  #failed(what: string, error: unknown): void {
    if (this.readyState === "closed") return;
    const refused = error instanceof HttpRefusal;
    this.onError(refused ? error.message : `${what} got no answer`, refused ? error.status : error);
  }

  /** Says good-bye, if the session still listens here. What has not been answered by then never will be. */
  override doClose(): void {
    const abort = (): void => this.#requests.abort();
    if (this.readyState === "open" || this.readyState === "pausing") this.#post(CLOSE).then(abort, abort);
    else abort();
  }

  override close(): this {
    // Engine.IO closes what is open or opening; a session may also end in the middle of a switch.
    if (this.readyState === "pausing" || this.readyState === "paused") {
      this.doClose();
      this.onClose();
    }
    return super.close();
  }

  /** A probe gets no "open" packet, as the session is open: a noop says that the host tries this transport. */
  protected override onPacket(packet: Packet): void {
    if (packet.type === "noop" && this.readyState === "opening") this.onOpen();
    else super.onPacket(packet);
  }

  /**
   * For a live switch: calls back when nothing more will come or go on this transport. Engine.IO's own pause waits
   * for the answers to the requests under way; the mark makes the host answer the poll.
   */
  override pause(onPaused: () => void): void {
    const pause = (): void => {
      this.write([PAUSE]);
      super.pause(onPaused);
    };
    if (this.writable) pause();
    else this.once("drain", pause);
  }

  /** Takes a pause back. */
  resume(): void {
    this.readyState = "open";
    this.doOpen();
  }
}
