import type { RacePoint } from "../../protocol/race.ts";
import { EvenSample } from "./even-sample.ts";
import type { RaceHost } from "./race-host.ts";
import type { HostSample } from "./race-messages.ts";
import { spentOf } from "./result.ts";
import { pause } from "./waiting.ts";

/** What one cell has done in one stretch of its time. */
export type CellPoint = Omit<RacePoint, "n" | "cell">;

/** How long a stretch is, in ms. */
const STRETCH = 500;
/** For very many clients it is so much longer, in ms a client: a look at the host costs it about 5 µs for each. */
const STRETCH_PER_CLIENT = 2;
/** Deliveries of a stretch that are told one by one. */
const MOST_LATENCIES = 20;

/** Tells what a cell does, stretch by stretch, while it runs. */
export class Points {
  /** How long a stretch is, in ms. */
  readonly stretch: number;
  readonly #helpers: readonly string[];
  readonly #tell: (point: CellPoint) => void;
  readonly #latencies = new EvenSample<[now: number, lateMs: number]>(MOST_LATENCIES);
  #start = 0;
  #endedAt = 0;
  #spent = { requests: 0, bytes: 0 };

  /** `helpers`: names of the sessions that are no clients. */
  constructor(clients: number, helpers: readonly string[], tell: (point: CellPoint) => void) {
    this.stretch = Math.max(STRETCH, clients * STRETCH_PER_CLIENT);
    this.#helpers = helpers;
    this.#tell = tell;
  }

  /** The first stretch begins, at `start` on the clock of `performance.now()`, when the host had cost so much. */
  begin(start: number, sample: HostSample): void {
    this.#start = start;
    this.#endedAt = 0;
    this.#spent = spentOf(sample, this.#helpers);
    this.#latencies.take();
  }

  /** A delivery came so late, at `now` on the clock of `performance.now()`. */
  delivered(now: number, lateMs: number): void {
    this.#latencies.add([now, lateMs]);
  }

  /** The last stretch ends, `atMs` after the start, when the host had cost so much. */
  end(atMs: number, sample: HostSample): void {
    this.#next(atMs, spentOf(sample, this.#helpers));
  }

  /** Ends a stretch time and again, until `signal` says that it is enough; the last one is left to be ended. */
  async follow(host: RaceHost, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        await pause(this.stretch, signal);
        const glance = await host.glance(this.#helpers);
        if (!signal.aborted) this.#next(performance.now() - this.#start, glance);
      }
    } catch {
      // It is enough; or the host is gone, which the sample at the race's end says, too.
    }
  }

  #next(atMs: number, spent: { requests: number; bytes: number }): void {
    this.#tell({
      atMs: rounded(atMs),
      lastedMs: rounded(atMs - this.#endedAt),
      latencies: this.#latencies
        .take()
        .map(([now, lateMs]) => [rounded(now - this.#start), rounded(Math.max(0, lateMs))]),
      requests: spent.requests - this.#spent.requests,
      bytes: spent.bytes - this.#spent.bytes,
    });
    this.#endedAt = atMs;
    this.#spent = spent;
  }
}

/** To µs: more is noise, and takes room in a file. */
const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
