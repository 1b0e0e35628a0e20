import type { Socket as Engine } from "engine.io-client";
import type { Packet } from "engine.io-parser";
import type { Socket } from "socket.io-client";
import { POLL_INTERVAL } from "../../protocol/limits.ts";
import { wireName } from "../../protocol/transport-names.ts";
import { maxPayloadOf } from "../engine-internals.ts";
import { encode, splitPackets } from "../http/payload.ts";
import { LongPollingTransport } from "../long-polling/client.ts";

/** In socket.io-client's `transportOptions`, under the transport's wire name. */
export interface ShortPollingOptions {
  /** Time between two polls, in ms. Default `POLL_INTERVAL.default`. */
  pollInterval?: number;
}

/** Intervals that were changed while the session was there. In ms. */
const changedIntervals = new WeakMap<Engine, number>();

/** While a switch is tried out, its packets should not wait for the interval. In ms. */
const PROBE_INTERVAL = 20;

/**
 * Short polling on the client: a GET every so often, answered at once. The same cycle as long polling, with a
 * pause before each GET.
 */
export class ShortPollingTransport extends LongPollingTransport {
  override get name(): string {
    return wireName("short-polling");
  }

  #timer: ReturnType<typeof setTimeout> | null = null;
  #hasPolled = false;

  override doPoll(): void {
    if (!this.#hasPolled) {
      this.#hasPolled = true;
      super.doPoll();
      return;
    }
    this.#timer = setTimeout(() => this.#pollNow(), this.query.probe ? PROBE_INTERVAL : this.#interval);
  }

  get #interval(): number {
    const { pollInterval = POLL_INTERVAL.default } = this.opts as ShortPollingOptions;
    return changedIntervals.get(this.socket) ?? pollInterval;
  }

  #pollNow(): void {
    this.#stopWaiting();
    super.doPoll();
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Waits for the next poll anew, for as long as the interval is now. */
  restartWait(): void {
    if (this.#timer === null) return;
    this.#stopWaiting();
    this.doPoll();
  }

  /** A switch away waits for the next poll, so that one does not wait for its time. */
  override pause(onPaused: () => void): void {
    if (!this.writable) {
      this.once("drain", () => this.pause(onPaused));
      return;
    }
    super.pause(onPaused);
    if (this.#timer !== null) this.#pollNow();
  }

  protected override onClose(details?: Parameters<LongPollingTransport["onClose"]>[0]): void {
    this.#stopWaiting();
    super.onClose(details);
  }

  /** Engine.IO fits a payload to the host's limit for the name `polling` only. */
  override write(packets: Packet[]): void {
    this.writable = false;
    const rows = splitPackets(packets, maxPayloadOf(this.socket));
    const next = (): void => {
      const row = rows.shift();
      if (row) {
        void encode(row).then((payload) => this.doWrite(payload, next));
      } else {
        this.writable = true;
        this.emitReserved("drain");
      }
    };
    next();
  }
}

/**
 * Sets the time between two polls, in ms: at once when the session is on short polling now, and for every later time
 * that it will be.
 */
export function setPollInterval(socket: Socket, ms: number): void {
  const options = socket.io.opts; // for the connections that are still to come
  const all: Record<string, object> = { ...options.transportOptions };
  const name = wireName("short-polling");
  options.transportOptions = { ...all, [name]: { ...all[name], pollInterval: ms } };

  const engine = socket.io.engine; // for the one that is there
  if (!engine) return;
  changedIntervals.set(engine, ms);
  if (engine.transport instanceof ShortPollingTransport) engine.transport.restartWait();
}
