import { bytesOf, type Parts, type RequestCounts } from "../../protocol/meter.ts";
import type { Heard, Interval } from "./intervals.ts";

/** What a session cost over the last minute, all of it per minute, but: */
export interface Rates extends Heard {
  readonly up: Parts;
  readonly down: Parts;
  readonly requests: RequestCounts;
  /** How many requests were open at the host on average. */
  readonly held: number;
  /** The part of one processor core that the host took: 0.5 is half of one. */
  readonly cpu: number;
  /** How much time was measured, in ms, where that is less than the minute which it was scaled up to. */
  readonly scaledFrom: number | null;
}

const MINUTE = 60_000;
/** The time that a rate looks back, in ms. */
export const WINDOW = MINUTE;
/** Measured time that a rate needs, in ms: below it one request more or less would be half of the figure. */
const ENOUGH = 5_000;
/** A minute is full from here on, in ms: samples do not fall on its ends. */
const FULL = 55_000;

/**
 * The rates over the minute before `end`, as far as it was measured and no switch was under way; null while that is too
 * little time to tell.
 */
export function rates(intervals: readonly Interval[], end = intervals.at(-1)?.to ?? 0): Rates | null {
  const recent = intervals.filter(({ from, switching }) => from >= end - WINDOW && !switching);
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
    scaledFrom: time < FULL ? time : null,
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

function total<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

/** The list with one more at its end, and no more than `max` in all: the oldest go. */
export function pushBounded<T>(list: readonly T[], item: T, max: number): readonly T[] {
  return [...list.slice(Math.max(0, list.length - max + 1)), item];
}
