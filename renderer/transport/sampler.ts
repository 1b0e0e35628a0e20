import type { Session } from "../../client/session.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { type Interval, interval, median, pushBounded, rates, type Sample, sampleOf } from "./rates.ts";

/** Time between two looks at the meter, in ms. */
const EVERY = 2_000;
/** How far back the figures go, in ms. */
export const HISTORY = 6 * 60_000;
/** Most arrivals and switches that are remembered. */
const MOST_ARRIVALS = 300;
const MOST_SWITCHES = 20;
/** How many of the last messages and round trips a median or a minimum is taken of. */
const LAST_LATENCIES = 21;
const LAST_ROUND_TRIPS = 5;
/** Figures change on screen at most this often, in ms. */
const SHOW_EVERY = 1_000;

/** What a transport costs and buys: ms, requests a minute, bytes a minute. null: not measured. */
export interface Costs {
  readonly latency: number | null;
  readonly requests: number | null;
  readonly up: number | null;
  readonly down: number | null;
}

/** A message that arrived. `at` is when, on the clock of `performance.now()`. */
export interface Arrived {
  /** Its number in this run. */
  readonly n: number;
  readonly at: number;
  readonly transport: TransportName;
  readonly latency: number;
}

export interface Switched {
  readonly at: number;
  readonly from: TransportName;
  readonly to: TransportName;
}

export interface Figures {
  /** Of the transport in use. All null while not connected. */
  readonly now: Costs & {
    /** TCP connections that carry the session. */
    readonly connections: number | null;
    /** Shortest of the last plain requests to the host, in ms. */
    readonly roundTrip: number | null;
  };
  /** Of each transport that was used in this run. */
  readonly measured: ReadonlyMap<TransportName, Costs>;
  /** The last minutes, in order of time. */
  readonly intervals: readonly Interval[];
  readonly arrivals: readonly Arrived[];
  readonly switches: readonly Switched[];
}

const NOT_MEASURED: Costs = { latency: null, requests: null, up: null, down: null };

/** What was measured of one transport. */
interface Track {
  intervals: readonly Interval[];
  latencies: readonly number[];
}

type Measured = Pick<Session, "on" | "meter" | "state" | "transport">;

/**
 * Watches what a session costs: notes each message's latency, and asks for the session's meter every 2 s, but only
 * while somebody is subscribed and the page can be seen.
 */
export class Sampler {
  readonly #session: Measured;
  readonly #tracks = new Map<TransportName, Track>();
  readonly #listeners = new Set<() => void>();
  #last: Sample | null = null;
  #sinceLast: readonly number[] = [];
  #roundTrips: readonly number[] = [];
  #arrivals: readonly Arrived[] = [];
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
    session.on("message", ({ transport, latencyMs }) => {
      if (latencyMs !== null) this.#arrived(transport, latencyMs);
    });
    session.on("switched", ({ from, to }) => {
      this.#switches = pushBounded(this.#switches, { at: performance.now(), from, to }, MOST_SWITCHES);
      this.#restart();
    });
    session.on("state", () => this.#restart());
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
    clearTimeout(this.#next);
    clearTimeout(this.#show);
    this.#show = undefined;
  }

  /** Begins a new row of samples: the one before must not be compared with the next. */
  readonly #restart = (): void => {
    this.#round++;
    this.#last = null;
    this.#sinceLast = [];
    clearTimeout(this.#next);
    if (this.#listeners.size === 0) return;
    if (this.#session.state === "connected" && document.visibilityState === "visible") {
      void this.#sample(this.#round);
    } else {
      this.#roundTrips = [];
    }
    this.#publish();
  };

  async #sample(round: number): Promise<void> {
    const asked = performance.now();
    const meter = await this.#session.meter();
    if (round !== this.#round) return;
    if (meter) {
      const at = performance.now();
      this.#roundTrips = pushBounded(this.#roundTrips, at - asked, LAST_ROUND_TRIPS);
      this.#note(sampleOf(meter, at));
    } else {
      this.#last = null;
    }
    this.#next = setTimeout(() => void this.#sample(round), EVERY);
    this.#publish();
  }

  #note(sample: Sample): void {
    const passed = this.#last && interval(this.#last, sample, median(this.#sinceLast));
    if (passed) {
      const track = this.#track(passed.transport);
      track.intervals = pushBounded(track.intervals, passed, HISTORY / EVERY);
    }
    this.#last = sample;
    this.#sinceLast = [];
  }

  #arrived(transport: TransportName, latency: number): void {
    const track = this.#track(transport);
    track.latencies = pushBounded(track.latencies, latency, LAST_LATENCIES);
    this.#sinceLast = pushBounded(this.#sinceLast, latency, LAST_LATENCIES);
    const arrived = { n: this.#count++, at: performance.now(), transport, latency };
    this.#arrivals = pushBounded(this.#arrivals, arrived, MOST_ARRIVALS);
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
    this.#show = setTimeout(() => this.#publish(), wait);
  }

  #publish(): void {
    clearTimeout(this.#show);
    this.#show = undefined;
    this.#shownAt = performance.now();
    this.#figures = this.#sumUp();
    for (const listener of this.#listeners) listener();
  }

  #sumUp(): Figures {
    const measured = new Map([...this.#tracks].map(([name, track]) => [name, costs(track)]));
    const connected = this.#session.state === "connected";
    const since = performance.now() - HISTORY;
    return {
      now: {
        ...((connected && measured.get(this.#session.transport)) || NOT_MEASURED),
        connections: connected ? (this.#last?.connections ?? null) : null,
        roundTrip: connected && this.#roundTrips.length > 0 ? Math.min(...this.#roundTrips) : null,
      },
      measured,
      intervals: [...this.#tracks.values()]
        .flatMap(({ intervals }) => intervals.filter(({ to }) => to > since))
        .sort((a, b) => a.from - b.from),
      arrivals: this.#arrivals.filter(({ at }) => at > since),
      switches: this.#switches.filter(({ at }) => at > since),
    };
  }
}

function costs({ intervals, latencies }: Track): Costs {
  const { requests, up, down } = rates(intervals) ?? NOT_MEASURED;
  return { latency: median(latencies), requests, up, down };
}
