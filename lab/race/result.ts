import type { Histogram } from "../../client/histogram.ts";
import { bytesOf, requestsOf } from "../../protocol/meter.ts";
import type { Figures, Scale, Spread } from "../../protocol/report.ts";
import type { Ledger } from "./ledger.ts";
import type { HostSample } from "./race-messages.ts";

export function spreadOf(histogram: Histogram): Spread | null {
  const at = (percent: number): number => histogram.percentile(percent) ?? 0;
  if (histogram.count === 0) return null;
  return {
    count: histogram.count,
    min: at(0),
    p5: at(5),
    p25: at(25),
    p50: at(50),
    p75: at(75),
    p95: at(95),
    p99: at(99),
    max: at(100),
  };
}

type Cost = Pick<Figures, "wireBytes" | "parts" | "requests"> & { heldMs: number };

/** What the sessions cost together, but for those of these names. */
export function costOf({ bills }: Pick<HostSample, "bills">, without: readonly string[]): Cost {
  const cost: Cost = {
    wireBytes: { up: 0, down: 0 },
    parts: { payload: 0, framing: 0, heads: 0, handshake: 0 },
    requests: { data: 0, empty: 0, waiting: 0, stream: 0, post: 0, upgrade: 0 },
    heldMs: 0,
  };
  for (const { member, up, down, requests, heldMs } of bills) {
    if (member !== null && without.includes(member)) continue;
    cost.wireBytes.up += bytesOf(up);
    cost.wireBytes.down += bytesOf(down);
    for (const part of keysOf(cost.parts)) cost.parts[part] += up[part] + down[part];
    for (const kind of keysOf(cost.requests)) cost.requests[kind] += requests[kind];
    cost.heldMs += heldMs;
  }
  return cost;
}

/** Requests and wire bytes, both ways, of the sessions but for those of these names. */
export function spentOf(of: Pick<HostSample, "bills">, without: readonly string[]) {
  const { requests, wireBytes } = costOf(of, without);
  return { requests: requestsOf(requests), bytes: wireBytes.up + wireBytes.down };
}

function difference(after: Cost, before: Cost): Cost {
  const minus = <T extends Record<string, number>>(one: T, other: T): T =>
    Object.fromEntries(keysOf(one).map((key) => [key, (one[key] ?? 0) - (other[key] ?? 0)])) as T;
  return {
    wireBytes: minus({ ...after.wireBytes }, { ...before.wireBytes }),
    parts: minus(after.parts, before.parts),
    requests: minus(after.requests, before.requests),
    heldMs: after.heldMs - before.heldMs,
  };
}

const keysOf = <T extends object>(of: T): (keyof T & string)[] => Object.keys(of) as (keyof T & string)[];

/**
 * The connections at the end that have carried something since `before`, or hold a request: that is what the clients need.
 * Others were opened for coming in and lie idle until the host closes them.
 */
export function connectionsUsed(
  before: Pick<HostSample, "connections">,
  after: Pick<HostSample, "connections">,
  without: readonly string[],
): number {
  const bytesBefore = new Map(before.connections.map(({ id, bytes }) => [id, bytes]));
  return after.connections.filter(
    ({ id, member, bytes, isBusy }) =>
      !(member !== null && without.includes(member)) && (isBusy || bytes !== bytesBefore.get(id)),
  ).length;
}

/** What a cell has measured. */
export interface Measurements {
  scale: Scale;
  ledger: Ledger;
  measuredMs: number;
  /** The host before the clients came, when they were in, at the start and at the end of the measured time. */
  empty: HostSample;
  full: HostSample;
  before: HostSample;
  after: HostSample;
  /** Names of the sessions that are no clients. */
  helpers: readonly string[];
  /** One for each client. */
  connectMs: readonly number[];
  repairs: Figures["repairs"];
  faults: Record<string, number>;
}

export function figuresOf(measured: Measurements): Figures {
  const { scale, ledger, measuredMs, empty, full, before, after, helpers } = measured;
  const { clients } = scale;
  const counts = ledger.counts;
  const cost = difference(costOf(after, helpers), costOf(before, helpers));
  const bytes = cost.wireBytes.up + cost.wireBytes.down;
  const requests = requestsOf(cost.requests);
  const cpuMs = after.cpuMs - before.cpuMs;
  const connections = connectionsUsed(before, after, helpers);
  return {
    ...scale,
    measuredMs,
    latencyMs: spreadOf(ledger.latency),
    ...counts,
    wireBytes: cost.wireBytes,
    parts: cost.parts,
    requests: cost.requests,
    wireBytesPerMessage: ratio(bytes, counts.delivered),
    wireBytesPerSent: ratio(bytes, counts.sent),
    requestsPerMessage: ratio(requests, counts.delivered),
    requestsPerSent: ratio(requests, counts.sent),
    overheadFactor: ratio(bytes, counts.textBytes),
    heldPerClient: cost.heldMs / measuredMs / clients,
    connections,
    connectionsPerClient: connections / clients,
    cpuMs,
    cpuMsPer1000: ratio(cpuMs * 1_000, counts.delivered),
    memoryPerConnection: Math.round((full.rss - empty.rss) / clients),
    heapPerConnection: Math.round((full.used - empty.used) / clients),
    setup: {
      connectMs: median(measured.connectMs),
      handshakeBytesPerClient: costOf(full, helpers).parts.handshake / clients,
    },
    repairs: measured.repairs,
    faults: measured.faults,
  };
}

const ratio = (of: number, by: number): number | null => (by > 0 ? of / by : null);

function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
}
