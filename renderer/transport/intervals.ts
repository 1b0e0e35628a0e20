import {
  type Bill,
  bytesOf,
  type Meter,
  type Parts,
  type RequestCounts,
  requestsOf,
} from "../../protocol/meter.ts";
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

export const nothingHeard: Heard = { messages: 0, textBytes: 0 };

/** A switch between two samples: when, and what was heard from the first of them until then. */
export interface Cut {
  readonly at: number;
  readonly from: TransportName;
  readonly to: TransportName;
  readonly heard: Heard;
}

/** What a session cost in some time that it spent on one transport. */
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
  /** The price of a switch or of a try at one is in it: it was paid, but it tells nothing of a minute. */
  readonly switching: boolean;
}

type Spent = Pick<Bill, "up" | "down" | "requests" | "heldMs">;

/** Samples further apart than this, in ms, do not tell when things happened. */
const LONGEST = 15_000;

/**
 * What happened between two samples, on all transports together, for a switch is paid on both. With a switch between them
 * it comes in two parts: what the transport before it cost until then, and all else after. Nothing when the samples cannot
 * be compared: another session, or a pause.
 */
export function intervalsOf(before: Sample, after: Sample, heard: Heard, cut: Cut | null): Interval[] {
  const length = after.at - before.at;
  const changes = changesOf(before.meter, after.meter);
  if (length <= 0 || length > LONGEST || !changes) return [];
  const { transport } = before.meter;
  const cpuMs = after.meter.host.cpuMs - before.meter.host.cpuMs;
  const some = (isMeant: (name: TransportName) => boolean): Spent =>
    sum([...changes].flatMap(([name, spent]) => (isMeant(name) ? spent : [])));
  if (!cut || cut.at <= before.at || cut.at >= after.at) {
    const others = some((name) => name !== transport);
    const switching = bytesOf(others.up) + bytesOf(others.down) > 0 || cut !== null;
    const all = { ...some(() => true), ...(cut ? plus(cut.heard, heard) : heard) };
    return [{ transport, from: before.at, to: after.at, ...all, cpuMs, switching }];
  }
  const [old, rest] = [some((name) => name === cut.from), some((name) => name !== cut.from)];
  return [
    // The host's work is not told apart by transport: all of it stands after the switch.
    { transport: cut.from, from: before.at, to: cut.at, ...old, cpuMs: 0, ...cut.heard, switching: true },
    { transport: cut.to, from: cut.at, to: after.at, ...rest, cpuMs, ...heard, switching: true },
  ];
}

/** A connection that broke: when it was sampled last, and when the next one stood. */
export interface Lost {
  readonly at: number;
  readonly backAt: number;
}

/**
 * What it cost to come back: all that the new connection has cost so far, its handshake and what was caught up. What the old
 * one carried after its last sample nobody knows. Being away counts, up to a while. Nothing after a pause.
 */
export function intervalBack(lost: Lost, after: Sample, heard: Heard): Interval[] {
  if (after.at <= lost.at || after.at - lost.backAt > LONGEST) return [];
  const from = Math.max(lost.at, after.at - LONGEST);
  const { transport, bills } = after.meter;
  return [{ transport, from, to: after.at, ...sum(bills), cpuMs: 0, ...heard, switching: false }];
}

/** What came in two times together. */
export function plus(one: Heard, other: Heard): Heard {
  return { messages: one.messages + other.messages, textBytes: one.textBytes + other.textBytes };
}

/** What the meter says of one transport. */
export function billOf(meter: Meter, transport: TransportName): Bill | undefined {
  return meter.bills.find((bill) => bill.transport === transport);
}

/** What each transport cost between two looks at a meter; null when the counters began anew: another session. */
function changesOf(before: Meter, after: Meter): Map<TransportName, Spent> | null {
  const changes = new Map<TransportName, Spent>();
  if (before.bills.some(({ transport }) => !billOf(after, transport))) return null;
  for (const is of after.bills) {
    const was = billOf(before, is.transport);
    const spent = was ? combine(is, was, (a, b) => a - b) : is;
    const counts = [bytesOf(spent.up), bytesOf(spent.down), requestsOf(spent.requests), spent.heldMs];
    if (counts.some((count) => count < 0)) return null;
    changes.set(is.transport, spent);
  }
  return changes;
}

const noBytes: Parts = { payload: 0, framing: 0, heads: 0, handshake: 0 };
const noRequests: RequestCounts = { data: 0, empty: 0, waiting: 0, stream: 0, post: 0, upgrade: 0 };

function sum(list: readonly Spent[]): Spent {
  const nothing: Spent = { up: noBytes, down: noBytes, requests: noRequests, heldMs: 0 };
  return list.reduce((so, one) => combine(so, one, (a, b) => a + b), nothing);
}

function combine(one: Spent, other: Spent, by: (a: number, b: number) => number): Spent {
  const each = <K extends string>(a: Readonly<Record<K, number>>, b: Readonly<Record<K, number>>) =>
    Object.fromEntries((Object.keys(a) as K[]).map((key) => [key, by(a[key], b[key])])) as Record<K, number>;
  return {
    up: each(one.up, other.up),
    down: each(one.down, other.down),
    requests: each(one.requests, other.requests),
    heldMs: by(one.heldMs, other.heldMs),
  };
}
