import { median } from "../../client/latency.ts";
import type { Delivered, Session } from "../../client/session.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { type Arrived, costs, type Figures, HISTORY, notMeasured, type Switched } from "./figures.ts";
import {
  type Cut,
  type Heard,
  type Interval,
  intervalBack,
  intervalsOf,
  type Lost,
  nothingHeard,
  plus,
  type Sample,
} from "./intervals.ts";
import { pushBounded, rates, WINDOW } from "./rates.ts";

/** Time between two looks at the meter, in ms. */
const EVERY = 2_000;
/** Most arrivals that are remembered: 100 a second. */
const MOST_ARRIVALS = 30_000;
const MOST_SWITCHES = 20;
/** Most intervals of one transport that are remembered: a switch parts one in two. */
const MOST_INTERVALS = HISTORY / EVERY + 2 * MOST_SWITCHES;
/** How many of the last messages and round trips a median or a minimum is taken of. */
const LAST_LATENCIES = 21;
const LAST_ROUND_TRIPS = 5;
/** Figures change on screen at most this often, in ms. */
const SHOW_EVERY = 1_000;

/** What was measured of one transport. */
interface Track {
  intervals: readonly Interval[];
  latencies: readonly number[];
}

type Measured = Pick<Session, "on" | "meter" | "state" | "transport" | "latencyMs" | "latency" | "repairs">;

const utf8 = new TextEncoder();

/**
 * Watches what a session costs: notes each message's latency, and asks for the session's meter every 2 s, but only
 * while somebody is subscribed and the page can be seen.
 */
export class Sampler {
  readonly #session: Measured;
  readonly #tracks = new Map<TransportName, Track>();
  readonly #listeners = new Set<() => void>();
  #last: Sample | null = null;
  /** The connection before this one, until this one has been sampled. */
  #lost: Lost | null = null;
  /** The last switch after the last sample. */
  #cut: Cut | null = null;
  #heard: Heard = nothingHeard;
  #roundTrips: readonly number[] = [];
  /** Grows at its end; what is too old is cut off now and then. */
  #arrivals: Arrived[] = [];
  #count = 0;
  #switches: readonly Switched[] = [];
  #figures: Figures;
  /** Answers to meter requests of an earlier round are not of this session or transport any more. */
  #round = 0;
  #next: ReturnType<typeof setTimeout> | undefined;
  #show: ReturnType<typeof setTimeout> | undefined;
  #shownAt = 0;

  /** The session's listeners go when the session closes; timers run only while somebody is subscribed. */
  constructor(session: Measured) {
    this.#session = session;
    this.#figures = this.#sumUp();
    session.on("message", (delivered) => this.#arrived(delivered));
    session.on("switched", ({ from, to }) => {
      const at = performance.now();
      this.#switches = pushBounded(this.#switches, { at, from, to }, MOST_SWITCHES);
      if (this.#last)
        this.#cut = { at, from, to, heard: plus(this.#cut?.heard ?? nothingHeard, this.#heard) };
      this.#heard = nothingHeard;
      this.#sampleNow();
    });
    session.on("state", (state) => {
      const at = performance.now();
      if (state === "connected") this.#lost &&= { ...this.#lost, backAt: at };
      else if (state !== "reconnecting") this.#lost = null;
      else if (this.#last) this.#lost = { at: this.#last.at, backAt: at };
      this.#heard = nothingHeard;
      this.#restart();
    });
  }

  /** The figures as they are shown now: the same object until they change. */
  readonly figures = (): Figures => this.#figures;

  /** Calls `listener` when the figures changed, until the function that it returns is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const own = (): void => listener(); // the same function may subscribe twice
    this.#listeners.add(own);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      if (this.#listeners.delete(own) && this.#listeners.size === 0) this.#stop();
    };
  };

  /** Forgets what this transport cost: its settings changed. */
  forget(transport: TransportName): void {
    this.#tracks.delete(transport);
    this.#restart();
  }

  #start(): void {
    document.addEventListener("visibilitychange", this.#restart);
    this.#restart();
  }

  #stop(): void {
    document.removeEventListener("visibilitychange", this.#restart);
    this.#round++;
    this.#last = null;
    this.#lost = null;
    clearTimeout(this.#next);
    clearTimeout(this.#show);
    this.#show = undefined;
  }

  /** Begins a new row of samples: the one before must not be compared with the next. */
  readonly #restart = (): void => {
    this.#last = null;
    this.#cut = null;
    this.#sampleNow();
  };

  #sampleNow(): void {
    this.#round++;
    clearTimeout(this.#next);
    if (this.#listeners.size === 0) return;
    if (this.#session.state === "connected" && document.visibilityState === "visible") {
      void this.#sample(this.#round);
    } else {
      this.#roundTrips = [];
    }
    this.#publish();
    this.#shownAt = Number.NEGATIVE_INFINITY; // this sample is shown at once
  }

  async #sample(round: number): Promise<void> {
    const asked = performance.now();
    const meter = await this.#session.meter();
    if (round !== this.#round) return;
    if (meter) {
      const at = performance.now();
      this.#roundTrips = pushBounded(this.#roundTrips, at - asked, LAST_ROUND_TRIPS);
      this.#note({ at, meter });
    } else {
      this.#last = null;
      this.#cut = null;
    }
    this.#next = setTimeout(() => void this.#sample(round), EVERY);
    this.#publishSoon();
  }

  #note(sample: Sample): void {
    const passed = this.#last
      ? intervalsOf(this.#last, sample, this.#heard, this.#cut)
      : this.#lost
        ? intervalBack(this.#lost, sample, this.#heard)
        : [];
    for (const interval of passed) {
      const track = this.#track(interval.transport);
      track.intervals = pushBounded(track.intervals, interval, MOST_INTERVALS);
    }
    this.#last = sample;
    this.#lost = null;
    this.#cut = null;
    this.#heard = nothingHeard;
  }

  #arrived({ message, transport, latencyMs }: Delivered): void {
    if (this.#last || this.#lost)
      this.#heard = plus(this.#heard, { messages: 1, textBytes: utf8.encode(message.text).length });
    if (latencyMs === null) return;
    const track = this.#track(transport);
    track.latencies = pushBounded(track.latencies, latencyMs, LAST_LATENCIES);
    const at = performance.now();
    this.#arrivals.push({ n: this.#count++, at, transport, latency: latencyMs, sender: message.sender.name });
    if (this.#arrivals.length > 1.1 * MOST_ARRIVALS) this.#arrivals = this.#arrivals.slice(-MOST_ARRIVALS);
    this.#publishSoon();
  }

  #track(transport: TransportName): Track {
    const track = this.#tracks.get(transport) ?? { intervals: [], latencies: [] };
    this.#tracks.set(transport, track);
    return track;
  }

  #publishSoon(): void {
    if (this.#listeners.size === 0 || this.#show !== undefined) return;
    const wait = Math.max(0, this.#shownAt + SHOW_EVERY - performance.now());
    if (wait === 0) this.#publish();
    else this.#show = setTimeout(() => this.#publish(), wait);
  }

  #publish(): void {
    clearTimeout(this.#show);
    this.#show = undefined;
    this.#shownAt = performance.now();
    this.#figures = this.#sumUp();
    for (const listener of this.#listeners) listener();
  }

  #sumUp(): Figures {
    const at = performance.now();
    const since = at - HISTORY;
    this.#arrivals = this.#arrivals.filter((arrived) => arrived.at > since);
    const now = this.#session.state === "connected" ? this.#now(at) : notMeasured;
    const { transport } = this.#session;
    return {
      at,
      wall: Date.now() - at,
      transport,
      now,
      repairs: this.#session.repairs,
      measured: new Map(
        [...this.#tracks].map(([name, { intervals, latencies }]) => [
          name,
          costs((name === transport ? now.latency : null) ?? median(latencies), rates(intervals)),
        ]),
      ),
      intervals: [...this.#tracks.values()]
        .flatMap(({ intervals }) => intervals.filter(({ to }) => to > since))
        .sort((a, b) => a.from - b.from),
      arrivals: [...this.#arrivals], // the other one goes on growing
      switches: this.#switches.filter((switched) => switched.at > since),
    };
  }

  #now(at: number): Figures["now"] {
    const { latency, latencyMs, transport } = this.#session;
    const lastMinute = (this.#tracks.get(transport)?.intervals ?? []).filter(({ to }) => to > at - WINDOW);
    const now = rates(lastMinute);
    return {
      ...costs(latencyMs, now),
      percentiles: latency.oneWay,
      last:
        latencyMs === null ? (this.#arrivals.findLast((one) => one.transport === transport) ?? null) : null,
      rates: now,
      meter: this.#last?.meter ?? null,
      roundTrip: this.#roundTrips.length > 0 ? Math.min(...this.#roundTrips) : null,
    };
  }
}
