import type { Measured } from "../../protocol/report.ts";
import { data, duration, number } from "./figures.ts";

/** A column of the results: less is better in each. */
export interface ResultColumn {
  readonly name: ColumnName;
  /** Null: not known. */
  value(result: Measured): number | null;
  show(value: number | null, locale: string): string;
  /** Whether it must be 0: then it has no bar and no best one. */
  readonly isFault: boolean;
}

type ColumnName =
  | "p50"
  | "p95"
  | "p99"
  | "max"
  | "bytes"
  | "requests"
  | "overhead"
  | "held"
  | "connections"
  | "cpu"
  | "memory"
  | "lost"
  | "duplicated"
  | "reordered";

function column(
  name: ColumnName,
  value: ResultColumn["value"],
  show: ResultColumn["show"] = number,
): ResultColumn {
  return { name, value, show, isFault: false };
}

function fault(name: "lost" | "duplicated" | "reordered"): ResultColumn {
  return { name, value: (result) => result[name], show: number, isFault: true };
}

export const COLUMNS: readonly ResultColumn[] = [
  column("p50", ({ latencyMs }) => latencyMs?.p50 ?? null, duration),
  column("p95", ({ latencyMs }) => latencyMs?.p95 ?? null, duration),
  column("p99", ({ latencyMs }) => latencyMs?.p99 ?? null, duration),
  column("max", ({ latencyMs }) => latencyMs?.max ?? null, duration),
  column("bytes", ({ wireBytesPerMessage }) => wireBytesPerMessage, data),
  column("requests", ({ requestsPerMessage }) => requestsPerMessage),
  column("overhead", ({ overheadFactor }) => overheadFactor),
  column("held", ({ heldPerClient }) => heldPerClient),
  column("connections", ({ connections }) => connections),
  column("cpu", ({ cpuMsPer1000 }) => cpuMsPer1000),
  // Below 0 is garbage of before that was collected late: it says nothing of a client.
  column("memory", ({ heapPerConnection: heap }) => (heap === null || heap < 0 ? null : heap), data),
  fault("lost"),
  fault("duplicated"),
  fault("reordered"),
];

/** The best and the worst figure of a column; null when none is known. */
export function spanOf(
  column: ResultColumn,
  results: readonly Measured[],
): { best: number; worst: number } | null {
  const values = results.flatMap((result) => column.value(result) ?? []);
  return values.length === 0 ? null : { best: Math.min(...values), worst: Math.max(...values) };
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
