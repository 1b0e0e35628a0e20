import { bytesOf, type Meter, requestsOf } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** The session's meter at one moment. `at`: ms on a clock that only goes forward. */
export interface Sample {
  readonly at: number;
  readonly transport: TransportName;
  /** Bytes of all transports so far. Up is what one sent. */
  readonly up: number;
  readonly down: number;
  readonly requests: number;
  readonly connections: number;
}

/** What one transport cost between two samples, and how fast messages came meanwhile. */
export interface Interval {
  readonly transport: TransportName;
  readonly from: number;
  readonly to: number;
  /** Bytes. Up is what one sent. */
  readonly up: number;
  readonly down: number;
  readonly requests: number;
  /** Median latency in ms of the messages that arrived in it; null if none did. */
  readonly latency: number | null;
}

interface Rates {
  /** Bytes a minute. */
  readonly up: number;
  readonly down: number;
  /** Requests a minute. */
  readonly requests: number;
}

export function sampleOf({ transport, bills, connections }: Meter, at: number): Sample {
  return {
    at,
    transport,
    up: sum(bills, ({ up }) => bytesOf(up)),
    down: sum(bills, ({ down }) => bytesOf(down)),
    requests: sum(bills, ({ requests }) => requestsOf(requests)),
    connections,
  };
}

const MINUTE = 60_000;
/** The time that a rate looks back, in ms. */
const WINDOW = MINUTE;
/** Measured time that a rate needs, in ms: below it one request more or less would be half of the figure. */
const ENOUGH = 5_000;
/** Samples further apart than this, in ms, do not tell when things happened. */
const LONGEST_INTERVAL = 15_000;

/** What happened between two samples; null if they cannot be compared: another transport, session or a pause. */
export function interval(before: Sample, after: Sample, latency: number | null): Interval | null {
  const length = after.at - before.at;
  if (after.transport !== before.transport || length <= 0 || length > LONGEST_INTERVAL) return null;
  const up = after.up - before.up;
  const down = after.down - before.down;
  const requests = after.requests - before.requests;
  if (up < 0 || down < 0 || requests < 0) return null; // the counters began anew: another session
  return { transport: after.transport, from: before.at, to: after.at, up, down, requests, latency };
}

/** The rates over the last minute that was measured; null while that is too little time to tell. */
export function rates(intervals: readonly Interval[]): Rates | null {
  const end = intervals.at(-1)?.to ?? 0;
  const recent = intervals.filter(({ from }) => from >= end - WINDOW);
  const time = sum(recent, ({ from, to }) => to - from);
  if (time < ENOUGH) return null;
  const perMinute = (count: (interval: Interval) => number): number => (sum(recent, count) / time) * MINUTE;
  return {
    up: perMinute(({ up }) => up),
    down: perMinute(({ down }) => down),
    requests: perMinute(({ requests }) => requests),
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

/** The value in the middle; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The list with one more at its end, and no more than `max` in all: the oldest go. */
export function pushBounded<T>(list: readonly T[], item: T, max: number): readonly T[] {
  return [...list.slice(Math.max(0, list.length - max + 1)), item];
}
