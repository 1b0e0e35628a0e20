import { requestsOf } from "./meter.ts";
import type { Measured } from "./report.ts";

/** Who is best in a figure, of which less is better. */
export interface Ranking {
  /** The best, and those whose distance to it does not matter; best first. */
  best: readonly Ranked[];
  /** The others, best first. */
  others: readonly Ranked[];
}

export interface Ranked {
  result: Measured;
  value: number;
}

/**
 * From which distance on a difference is one: a share of the best value, and an amount. A repeated race of one and the
 * same transport differs by about so much on a computer that does other things as well.
 */
export interface Noise {
  share: number;
  amount: number;
}

/** ms; 2 ms is what the timers and turns of two processes may do, and less than anybody notices. */
export const LATENCY_NOISE: Noise = { share: 0.25, amount: 2 };
/** Bytes are counted, not timed; how many messages share a poll or a chunk is left to chance. */
export const BYTES_NOISE: Noise = { share: 0.05, amount: 1 };
export const CPU_NOISE: Noise = { share: 0.25, amount: 0 };
/** Connections of one client. */
export const CONNECTIONS_NOISE: Noise = { share: 0.1, amount: 0.1 };
/** Bytes; garbage that was collected sooner or later is shared out among the clients. */
export const MEMORY_NOISE: Noise = { share: 0.25, amount: 5_000 };

/** Less processor time of a host than this, in ms, says more about its start and its timers than about a transport. */
export const LEAST_CPU_MS = 50;

/** With fewer deliveries than this the slowest 5 % are no delivery, and two medians differ by chance. */
export const LEAST_DELIVERIES = 20;

const PERCENTILES = { p50: 1, p95: LEAST_DELIVERIES, p99: 100 } as const;

export type Percentile = keyof typeof PERCENTILES;

/** A percentile of the latency, in ms; null where there are too few deliveries for it. */
export function latencyOf({ latencyMs }: Pick<Measured, "latencyMs">, at: Percentile): number | null {
  return latencyMs && latencyMs.count >= PERCENTILES[at] ? latencyMs[at] : null;
}

/** The same, to be compared with another's: a median, too, takes more than a few deliveries then. */
export function comparedLatencyOf(result: Pick<Measured, "latencyMs">, at: Percentile): number | null {
  return (result.latencyMs?.count ?? 0) >= LEAST_DELIVERIES ? latencyOf(result, at) : null;
}

/** Processor time by 1,000 deliveries, in ms; null where the host had too little to do to tell. */
export function cpuOf({ cpuMs, cpuMsPer1000 }: Pick<Measured, "cpuMs" | "cpuMsPer1000">): number | null {
  return cpuMs < LEAST_CPU_MS ? null : cpuMsPer1000;
}

/** What a client made memory grow by; below 0 is garbage of before that was collected late and says nothing of it. */
export const grown = (bytes: number | null): number | null => (bytes === null || bytes < 0 ? null : bytes);

/** Requests of one client a minute. */
export function requestsPerMinute({ requests, clients, measuredMs }: Measured): number {
  return requestsOf(requests) / clients / (measuredMs / 60_000);
}

/** Mbit/s of bytes a second. */
export const megabits = (bytesPerSecond: number): number => (bytesPerSecond * 8) / 1e6;

/** Ranks by a figure those that have it. */
export function rank(
  results: readonly Measured[],
  figure: (result: Measured) => number | null,
  noise: Noise,
): Ranking {
  const ranked = results
    .flatMap((result) => {
      const value = figure(result);
      return value === null ? [] : [{ result, value }];
    })
    .sort((one, other) => one.value - other.value);
  const best = ranked[0]?.value ?? 0;
  const isNear = ({ value }: Ranked): boolean => value - best <= Math.max(noise.amount, best * noise.share);
  return { best: ranked.filter(isNear), others: ranked.filter((one) => !isNear(one)) };
}
