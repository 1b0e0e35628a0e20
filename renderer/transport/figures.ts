import type { Percentiles, Repairs } from "../../client/session.ts";
import { bytesOf, type Meter, requestsOf } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import type { Interval } from "./intervals.ts";
import type { Rates } from "./rates.ts";

/** How far back the figures go, in ms. */
export const HISTORY = 5 * 60_000;

/** What a transport costs and buys: ms, requests a minute, bytes a minute. null: not measured. */
export interface Costs {
  readonly latency: number | null;
  readonly requests: number | null;
  readonly up: number | null;
  readonly down: number | null;
  /** How much time was measured, in ms, where what is per minute was scaled up from less than one. */
  readonly scaledFrom: number | null;
}

/** A message that arrived. `at` is when, on the clock of `performance.now()`. */
export interface Arrived {
  /** Its number in this run. */
  readonly n: number;
  readonly at: number;
  readonly transport: TransportName;
  readonly latency: number;
  /** Name of who sent it. */
  readonly sender: string;
}

export interface Switched {
  readonly at: number;
  readonly from: TransportName;
  readonly to: TransportName;
}

export interface Figures {
  /** When they were summed up, on the clock of `performance.now()`. */
  readonly at: number;
  /** What to add to that clock to have Unix ms, as the clock on the wall shows it. */
  readonly wall: number;
  readonly transport: TransportName;
  /** Of the transport in use. All null while not connected. */
  readonly now: Costs & {
    /** Latencies of the last minute. */
    readonly percentiles: Percentiles | null;
    /** The last message of the last minutes, when the last minute had none. */
    readonly last: Arrived | null;
    /** Of the last minute. */
    readonly rates: Rates | null;
    /** What the host counted since one is connected. */
    readonly meter: Meter | null;
    /** Shortest of the last plain requests to the host, in ms. */
    readonly roundTrip: number | null;
  };
  readonly repairs: Repairs;
  /** Of each transport that was used in this run. */
  readonly measured: ReadonlyMap<TransportName, Costs>;
  /** The last minutes, in order of time. */
  readonly intervals: readonly Interval[];
  readonly arrivals: readonly Arrived[];
  readonly switches: readonly Switched[];
}

/** From how many messages on a percentile says something: of fewer, it would only be the slowest one. */
const LEAST_COUNT = { p50: 1, p95: 20, p99: 100 } as const;

/** The latency that so many of the last minute's messages did not exceed, in ms; null while they are too few. */
export function percentile(now: Figures["now"], name: keyof typeof LEAST_COUNT): number | null {
  const { percentiles } = now;
  return percentiles && percentiles.count >= LEAST_COUNT[name] ? percentiles[name] : null;
}

/** A latency and what goes with it of some rates. */
export function costs(latency: number | null, rates: Rates | null): Costs {
  if (!rates) return { latency, requests: null, up: null, down: null, scaledFrom: null };
  return {
    latency,
    requests: requestsOf(rates.requests),
    up: bytesOf(rates.up),
    down: bytesOf(rates.down),
    scaledFrom: rates.scaledFrom,
  };
}

export const notMeasured: Figures["now"] = {
  ...costs(null, null),
  percentiles: null,
  last: null,
  rates: null,
  meter: null,
  roundTrip: null,
};

/** Before there is a session. */
export const noFigures: Figures = {
  at: 0,
  wall: 0,
  transport: "websocket",
  now: notMeasured,
  repairs: { retransmitted: 0, duplicates: 0, recovered: 0 },
  measured: new Map(),
  intervals: [],
  arrivals: [],
  switches: [],
};
