import type { Measured } from "../../protocol/report.ts";

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

/** Less processor time of a host than this, in ms, says more about its start and its timers than about a transport. */
export const LEAST_CPU_MS = 50;

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
