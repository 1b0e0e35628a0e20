import { requestsOf } from "../../protocol/meter.ts";
import { type CellResult, type Ended, isMeasured, isSound, type Measured } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { BYTES_NOISE, CPU_NOISE, LATENCY_NOISE, LEAST_CPU_MS, type Ranking, rank } from "./ranking.ts";

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
  /** The processor had too little to do: this at most, in ms. */
  | { readonly kind: "idle"; readonly mostMs: number };

export interface Comparison {
  readonly kind: "compared";
  readonly by: Compared;
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
    ...comparison(
      "latency",
      rank(sound, ({ latencyMs }) => latencyMs?.p50 ?? null, LATENCY_NOISE),
    ),
    ...comparison(
      "bytes",
      rank(sound, ({ wireBytesPerMessage }) => wireBytesPerMessage, BYTES_NOISE),
    ),
    ...comparison("requests", rank(sound, requestsPerMinute, BYTES_NOISE)),
    ...cpu(sound),
  ];
}

/** Requests of one client. */
function requestsPerMinute({ requests, clients, measuredMs }: Measured): number {
  return requestsOf(requests) / clients / (measuredMs / 60_000);
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
function comparison(by: Compared, { best, others }: Ranking): Comparison[] {
  const [first, ...near] = best.map(({ result, value }) => ({ transport: result.transport, value }));
  if (!first) return [];
  const last = others.at(-1);
  const worst = last ? { transport: last.result.transport, value: last.value } : null;
  const times = worst && first.value > 0 ? worst.value / first.value : null;
  return [{ kind: "compared", by, best: [first, ...near], worst, times }];
}

function cpu(measured: readonly Measured[]): Finding[] {
  if (measured.length === 0) return [];
  const mostMs = Math.max(...measured.map(({ cpuMs }) => cpuMs));
  if (mostMs < LEAST_CPU_MS) return [{ kind: "idle", mostMs }];
  return comparison(
    "cpu",
    rank(measured, ({ cpuMsPer1000 }) => cpuMsPer1000, CPU_NOISE),
  );
}
