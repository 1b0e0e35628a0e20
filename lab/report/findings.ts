import {
  BYTES_NOISE,
  CPU_NOISE,
  comparedLatencyOf,
  cpuOf,
  LATENCY_NOISE,
  type Ranking,
  rank,
  requestsPerMinute,
} from "../../protocol/ranking.ts";
import { type CellResult, type Ended, isMeasured, isSound, type Measured } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** In what transports are compared; less is better in each. */
export type Compared = "latency" | "bytes" | "requests" | "cpu";

/** A transport and its figure: ms, bytes, requests a minute of one client, or ms for 1,000 deliveries. */
export interface Placed {
  readonly transport: TransportName;
  readonly value: number;
}

/** One thing that a heat has shown; the words for it stand in words/. */
export type Finding =
  /** They delivered everything once and in order; `isAll`: they are all that were measured, and more than two. */
  | { readonly kind: "sound"; readonly transports: readonly TransportName[]; readonly isAll: boolean }
  | { readonly kind: "unsound"; readonly result: Measured }
  | { readonly kind: "ended"; readonly result: Ended }
  | Comparison
  | Untold;

/** Those of which a figure says too little to compare it. */
export interface Untold {
  /** `few`: `most` deliveries are too few to compare latencies. `idle`: the host's processor had `most` ms to do. */
  readonly kind: "few" | "idle";
  readonly transports: readonly TransportName[];
  /** Whether that is all of them. */
  readonly isAll: boolean;
  /** Of each of them at most. */
  readonly most: number;
}

export interface Comparison {
  readonly kind: "compared";
  readonly by: Compared;
  /** Whether others are left out, of which the figure says too little. */
  readonly isPartial: boolean;
  /** The best, and those whose distance to it does not matter; best first, at least one. */
  readonly best: readonly [Placed, ...Placed[]];
  /** The last of the others. */
  readonly worst: Placed | null;
  /** How many times the best figure the worst one is. */
  readonly times: number | null;
}

/** What a heat (all transports in one scenario under the same conditions) has shown. */
export function findingsOf(results: readonly CellResult[]): Finding[] {
  const measured = results.filter(isMeasured);
  const sound = measured.filter(isSound); // what loses messages has won nothing
  return [
    ...soundness(measured),
    ...results.flatMap((result): Finding[] => (isMeasured(result) ? [] : [{ kind: "ended", result }])),
    ...latency(sound),
    ...comparison(
      "bytes",
      rank(sound, ({ wireBytesPerMessage }) => wireBytesPerMessage, BYTES_NOISE),
    ),
    ...comparison("requests", rank(sound, requestsPerMinute, BYTES_NOISE)),
    ...cpu(sound),
  ];
}

function soundness(measured: readonly Measured[]): Finding[] {
  const sound = measured.filter(isSound);
  const faulty = measured.filter((result) => !isSound(result));
  const transports = sound.map(({ transport }) => transport);
  const isAll = faulty.length === 0 && sound.length > 2;
  return [
    ...(sound.length > 0 ? [{ kind: "sound", transports, isAll } as const] : []),
    ...faulty.map((result) => ({ kind: "unsound", result }) as const),
  ];
}

/** Empty without a figure. */
function comparison(by: Compared, { best, others }: Ranking, isPartial = false): Comparison[] {
  const [first, ...near] = best.map(({ result, value }) => ({ transport: result.transport, value }));
  if (!first) return [];
  const last = others.at(-1);
  const worst = last ? { transport: last.result.transport, value: last.value } : null;
  const times = worst && first.value > 0 ? worst.value / first.value : null;
  return [{ kind: "compared", by, isPartial, best: [first, ...near], worst, times }];
}

function latency(measured: readonly Measured[]): Finding[] {
  const delivered = measured.filter(({ latencyMs }) => latencyMs !== null);
  const figure = (result: Measured): number | null => comparedLatencyOf(result, "p50");
  const few = untold("few", delivered, figure, ({ latencyMs }) => latencyMs?.count ?? 0);
  return [...few, ...comparison("latency", rank(delivered, figure, LATENCY_NOISE), few.length > 0)];
}

function cpu(measured: readonly Measured[]): Finding[] {
  const delivered = measured.filter(({ cpuMsPer1000 }) => cpuMsPer1000 !== null);
  const idle = untold("idle", delivered, cpuOf, ({ cpuMs }) => cpuMs);
  return [...idle, ...comparison("cpu", rank(delivered, cpuOf, CPU_NOISE), idle.length > 0)];
}

/** Those without the figure; empty when there is none. */
function untold(
  kind: Untold["kind"],
  measured: readonly Measured[],
  figure: (result: Measured) => number | null,
  amount: (result: Measured) => number,
): Untold[] {
  const without = measured.filter((result) => figure(result) === null);
  if (without.length === 0) return [];
  const transports = without.map(({ transport }) => transport);
  const isAll = without.length === measured.length;
  return [{ kind, transports, isAll, most: Math.max(...without.map(amount)) }];
}
