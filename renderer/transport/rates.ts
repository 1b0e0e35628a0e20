import { bytesOf, type Meter, type Parts, type RequestCounts, requestsOf } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** The session's meter at one moment. `at`: ms on a clock that only goes forward. */
export interface Sample {
  readonly at: number;
  readonly meter: Meter;
}

/** The messages, sent and received, that came in some time; a message of one's own counts once. */
export interface Heard {
  readonly messages: number;
  /** Their texts in UTF-8. */
  readonly textBytes: number;
}

/** What a transport cost between two samples. */
export interface Interval extends Heard {
  readonly transport: TransportName;
  readonly from: number;
  readonly to: number;
  /** Bytes. Up is what one sent. */
  readonly up: Parts;
  readonly down: Parts;
  readonly requests: RequestCounts;
  /** How long its requests were open at the host, all together, in ms. */
  readonly heldMs: number;
  /** The host's processor time, in ms, for whatever it did. */
  readonly cpuMs: number;
}

/** The same over the last minute, and all of it per minute, but: */
export interface Rates extends Heard {
  readonly up: Parts;
  readonly down: Parts;
  readonly requests: RequestCounts;
  /** How many requests were open at the host on average. */
  readonly held: number;
  /** The part of one processor core that the host took: 0.5 is half of one. */
  readonly cpu: number;
}

const MINUTE = 60_000;
/** The time that a rate looks back, in ms. */
export const WINDOW = MINUTE;
/** Measured time that a rate needs, in ms: below it one request more or less would be half of the figure. */
const ENOUGH = 5_000;
/** Samples further apart than this, in ms, do not tell when things happened. */
const LONGEST_INTERVAL = 15_000;

/** What happened between two samples; null if they cannot be compared: another transport, session or a pause. */
export function interval(before: Sample, after: Sample, heard: Heard): Interval | null {
  const { transport } = after.meter;
  const length = after.at - before.at;
  const [was, is] = [billOf(before.meter, transport), billOf(after.meter, transport)];
  if (before.meter.transport !== transport || length <= 0 || length > LONGEST_INTERVAL) return null;
  if (!was || !is || is.heldMs < was.heldMs) return null; // the counters began anew: another session
  const passed = {
    transport,
    from: before.at,
    to: after.at,
    up: less(is.up, was.up),
    down: less(is.down, was.down),
    requests: less(is.requests, was.requests),
    heldMs: is.heldMs - was.heldMs,
    cpuMs: after.meter.host.cpuMs - before.meter.host.cpuMs,
    ...heard,
  };
  const isBackwards = [bytesOf(passed.up), bytesOf(passed.down), requestsOf(passed.requests)].some(
    (n) => n < 0,
  );
  return isBackwards ? null : passed;
}

/** What the meter says of one transport. */
export function billOf(meter: Meter, transport: TransportName): Meter["bills"][number] | undefined {
  return meter.bills.find((bill) => bill.transport === transport);
}

/** The rates over the minute before `end`, as far as it was measured; null while that is too little time to tell. */
export function rates(intervals: readonly Interval[], end = intervals.at(-1)?.to ?? 0): Rates | null {
  const recent = intervals.filter(({ from }) => from >= end - WINDOW);
  const time = total(recent, ({ from, to }) => to - from);
  if (time < ENOUGH) return null;
  const perMinute = (count: (interval: Interval) => number): number => (total(recent, count) / time) * MINUTE;
  return {
    up: each((part) => perMinute(({ up }) => up[part]), PARTS),
    down: each((part) => perMinute(({ down }) => down[part]), PARTS),
    requests: each((kind) => perMinute(({ requests }) => requests[kind]), KINDS),
    held: total(recent, ({ heldMs }) => heldMs) / time,
    cpu: total(recent, ({ cpuMs }) => cpuMs) / time,
    messages: perMinute(({ messages }) => messages),
    textBytes: perMinute(({ textBytes }) => textBytes),
  };
}

/** What a message cost on the wire, in bytes, beside the mean size of its text; null while there was none. */
export function perMessage(rates: Rates | null): { readonly wire: number; readonly text: number } | null {
  if (!rates || rates.messages === 0) return null;
  const wire = bytesOf(rates.up) + bytesOf(rates.down);
  return { wire: wire / rates.messages, text: rates.textBytes / rates.messages };
}

/** The parts that all bytes are split into, in the order in which they are shown. */
export const PARTS = ["payload", "framing", "heads", "handshake"] as const;
/** What may become of a request, in the order in which it is shown. */
export const KINDS = ["data", "empty", "waiting", "stream", "post", "upgrade"] as const;

function each<K extends string>(value: (key: K) => number, keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, number>;
}

function less<K extends string>(after: Readonly<Record<K, number>>, before: Readonly<Record<K, number>>) {
  return each((key) => after[key] - before[key], Object.keys(after) as K[]);
}

function total<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
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
