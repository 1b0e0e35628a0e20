import type { Socket } from "node:net";
import type { Conditions } from "../../protocol/faults.ts";
import { reset } from "./reset.ts";

/** So many bytes may be on their way in one direction; then nothing more is read, and TCP slows the sender down. */
const MOST_ON_THE_WAY = 256 * 1024;
/** With a limited rate, bytes come out in slices of so many ms. */
const SLICE_MS = 20;

/** Bytes, or what comes after the last of them: an end (FIN), or the end of both directions. */
type Item = { due: number; bytes: Buffer } | { due: number; bytes: null; closes: boolean };

export interface LaneOptions {
  /** Is paused while too much is on the way. */
  source: Socket;
  sink: Socket;
  /** Numbers from 0 to 1, for the jitter. */
  random: () => number;
  /** Told of bytes that the kernel has taken for the sink. */
  wrote: (bytes: number) => void;
}

/** One direction of a connection: everything takes its time, at its rate, and stays in order. */
export class Lane {
  readonly #options: LaneOptions;
  #conditions: Conditions;
  #queue: Item[] = [];
  #queuedBytes = 0;
  /** When the last item is due, by performance.now(), as are the two below. */
  #lastDue = 0;
  /** Until when the line is taken by what has been written. */
  #busyUntil = 0;
  #resetDue = Number.POSITIVE_INFINITY;
  /** The kernel takes no more for the sink now. */
  #blocked = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(conditions: Conditions, options: LaneOptions) {
    this.#conditions = conditions;
    this.#options = options;
    options.sink.on("drain", () => {
      this.#blocked = false;
      this.#skipLostTime(); // the reader's rest
      this.#pump();
    });
    options.sink.on("close", () => this.#abandon());
  }

  /** What is on the way keeps the delay that it had. */
  setConditions(conditions: Conditions): void {
    this.#conditions = conditions;
    this.#skipLostTime(); // the time without a cable
    this.#pump();
  }

  push(bytes: Buffer): void {
    if (this.#options.sink.destroyed) return;
    this.#queuedBytes += bytes.length;
    this.#add({ due: this.#nextDue(), bytes });
  }

  /** Ends the sink's direction (FIN) after all that was pushed. The other direction stays open. */
  end(): void {
    this.#add({ due: this.#nextDue(), bytes: null, closes: false });
  }

  /** Closes the sink after all that was pushed. */
  close(): void {
    this.#add({ due: this.#nextDue(), bytes: null, closes: true });
  }

  /** Passes a reset on. It does not wait for a slow reader: what has not gone out by then is lost, as it is with TCP. */
  reset(): void {
    this.#resetDue = this.#nextDue();
    this.#pump();
  }

  /** Resets the sink at once. */
  resetNow(): void {
    reset(this.#options.sink);
  }

  #nextDue(): number {
    const { latencyMs, jitterMs } = this.#conditions;
    const delay = latencyMs + (jitterMs > 0 ? jitterMs * this.#options.random() : 0);
    this.#lastDue = Math.max(this.#lastDue, performance.now() + delay);
    return this.#lastDue;
  }

  #add(item: Item): void {
    this.#queue.push(item);
    this.#pump();
  }

  #pump(): void {
    clearTimeout(this.#timer);
    if (!this.#conditions.offline && !this.#options.sink.destroyed) {
      const untilReset = this.#resetDue - performance.now();
      if (untilReset <= 0) this.resetNow();
      else this.#wake(Math.min(this.#deliver(), untilReset));
    }
    this.#holdSource();
  }

  #wake(wait: number): void {
    if (Number.isFinite(wait)) this.#timer = setTimeout(() => this.#pump(), Math.ceil(wait));
  }

  /** Writes all that is due. In how many ms there is more to do: infinitely many when nothing is left. */
  #deliver(): number {
    const { sink } = this.#options;
    for (let item = this.#queue[0]; item && !this.#blocked; item = this.#queue[0]) {
      const rate = this.#conditions.bytesPerSecond;
      const size = item.bytes === null ? 0 : Math.min(item.bytes.length, sliceOf(rate));
      // The last bit of a slice is out when the line has carried all of it.
      const start = Math.max(item.due, this.#busyUntil);
      const ready = rate === null ? item.due : start + (size * 1_000) / rate;
      const wait = ready - performance.now();
      if (wait > 0) return wait;
      this.#busyUntil = Math.max(this.#busyUntil, ready);
      if (item.bytes === null) {
        this.#queue.shift();
        if (item.closes) sink.destroySoon();
        else sink.end();
      } else {
        const slice = item.bytes.subarray(0, size);
        if (size === item.bytes.length) this.#queue.shift();
        else item.bytes = item.bytes.subarray(size);
        this.#write(slice);
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  #write(bytes: Buffer): void {
    const { sink, wrote } = this.#options;
    this.#queuedBytes -= bytes.length;
    if (!sink.writable) return;
    this.#blocked = !sink.write(bytes, (error) => {
      if (!error) wrote(bytes.length); // else it was lost, and the sink's own error tells why
    });
  }

  /** What the line could have carried until now is lost: it does not carry more later. */
  #skipLostTime(): void {
    this.#busyUntil = Math.max(this.#busyUntil, performance.now());
  }

  #holdSource(): void {
    const { source } = this.#options;
    if (this.#conditions.offline || this.#queuedBytes > MOST_ON_THE_WAY) source.pause();
    else source.resume();
  }

  /** The sink is gone: nobody waits for what is on the way. */
  #abandon(): void {
    clearTimeout(this.#timer);
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#holdSource();
  }
}

function sliceOf(rate: number | null): number {
  return rate === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil((rate * SLICE_MS) / 1_000));
}
