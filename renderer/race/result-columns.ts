import {
  BYTES_NOISE,
  CONNECTIONS_NOISE,
  CPU_NOISE,
  comparedLatencyOf,
  cpuOf,
  grown,
  LATENCY_NOISE,
  latencyOf,
  MEMORY_NOISE,
  type Noise,
  type Percentile,
  rank,
  requestsPerMinute,
} from "../../protocol/ranking.ts";
import { isSound, type Measured } from "../../protocol/report.ts";
import { data, duration, number } from "./figures.ts";

/** A column of the results: less is better in each that is ranked. */
export interface ResultColumn {
  readonly name: ColumnName;
  /** Null: not known. */
  value(result: Measured): number | null;
  show(value: number | null, locale: string): string;
  /** By what the best are told from the others, if they are. */
  readonly ranked?: {
    value(result: Measured): number | null;
    readonly noise: Noise;
  };
  /** Whether it must be 0: then it has no bar. */
  readonly isFault: boolean;
  /** Whether it is a count of what was done, of which more is no cost: then it has no bar. */
  readonly isCount: boolean;
}

type ColumnName =
  | Percentile
  | "max"
  | "delivered"
  | "bytes"
  | "requests"
  | "requestsPerSent"
  | "overhead"
  | "held"
  | "connections"
  | "cpu"
  | "memory"
  | "lost"
  | "duplicated"
  | "reordered";

type Show = ResultColumn["show"];
type Value = ResultColumn["value"];

/** One without a best: what is no cost, or a single value of many. */
function plain(name: ColumnName, value: Value, show: Show = number): ResultColumn {
  return { name, value, show, isFault: false, isCount: false };
}

/** `ranked`: by what it is ranked, if not by what it shows. */
function column(name: ColumnName, value: Value, noise: Noise, show: Show = number, ranked = value) {
  return { ...plain(name, value, show), ranked: { value: ranked, noise } };
}

function latency(at: Percentile): ResultColumn {
  const value = (result: Measured): number | null => latencyOf(result, at);
  return column(at, value, LATENCY_NOISE, duration, (result) => comparedLatencyOf(result, at));
}

function fault(name: "lost" | "duplicated" | "reordered"): ResultColumn {
  return { ...plain(name, (result) => result[name]), isFault: true };
}

const bytesOf: Value = ({ wireBytesPerMessage }) => wireBytesPerMessage;
const memoryOf: Value = ({ heapPerConnection }) => grown(heapPerConnection);

export const COLUMNS: readonly ResultColumn[] = [
  latency("p50"),
  latency("p95"),
  latency("p99"),
  plain("max", ({ latencyMs }) => latencyMs?.max ?? null, duration),
  { ...plain("delivered", ({ delivered }) => delivered), isCount: true },
  column("bytes", bytesOf, BYTES_NOISE, data),
  column("requests", ({ requestsPerMessage }) => requestsPerMessage, BYTES_NOISE, number, requestsPerMinute),
  column("requestsPerSent", ({ requestsPerSent }) => requestsPerSent, BYTES_NOISE, number, requestsPerMinute),
  column("overhead", ({ overheadFactor }) => overheadFactor, BYTES_NOISE, number, bytesOf),
  plain("held", ({ heldPerClient }) => heldPerClient),
  column(
    "connections",
    ({ connections }) => connections,
    CONNECTIONS_NOISE,
    number,
    ({ connectionsPerClient }) => connectionsPerClient,
  ),
  column("cpu", cpuOf, CPU_NOISE),
  column("memory", memoryOf, MEMORY_NOISE, data),
  fault("lost"),
  fault("duplicated"),
  fault("reordered"),
];

/** Those that are the best of a column by more than chance, among those that did what they must. */
export function bestOf({ ranked }: ResultColumn, results: readonly Measured[]): readonly Measured[] {
  if (!ranked) return [];
  const sound = results.filter(isSound);
  // Nobody is better than one of whom it is not known.
  if (sound.some((result) => ranked.value(result) === null)) return [];
  const { best, others } = rank(sound, ranked.value, ranked.noise);
  return others.length === 0 ? [] : best.map(({ result }) => result);
}

/** The greatest figure of a column; null when none is known. */
export function mostOf(column: ResultColumn, results: readonly Measured[]): number | null {
  const values = results.flatMap((result) => column.value(result) ?? []);
  return values.length === 0 ? null : Math.max(...values);
}

/** In the order of a column, smallest first unless `isDown`; what is not known comes last. */
export function sorted<R extends Measured>(
  results: readonly R[],
  column: ResultColumn,
  isDown: boolean,
): R[] {
  return results.toSorted((one, other) => {
    const [a, b] = [column.value(one), column.value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return isDown ? b - a : a - b;
  });
}
