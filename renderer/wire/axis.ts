import { isPoll, type Row, timeOf } from "./rows.ts";

/** A stretch of time that the bars of several rows share, in Unix ms. */
export interface Axis {
  readonly from: number;
  readonly to: number;
}

/** Distances of labels on an axis, in ms. */
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 1.8e6,
  3.6e6,
];
/** An axis is never shorter, in ms. */
const SHORTEST = 20;
/** What was opened this long before all else does not stretch the axis, in ms. */
const LONG_AGO = 20_000;

/** When the row's bar ends; `now` while it is open. */
export function endOf(row: Row, now: number): number {
  if (row.kind !== "exchange") return timeOf(row);
  if (row.end) return row.end.at;
  return row.isLost ? (row.response?.at ?? timeOf(row)) : now;
}

/** Whether the bar grows: the host still holds it. */
export function isOpen(row: Row): boolean {
  return row.kind === "exchange" && row.end === null && !row.isLost;
}

/** The axis for the rows in view. */
export function axisOf(rows: readonly Row[], now: number): Axis {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const isStream = row.kind === "exchange" && !isPoll(row) && row.request.method === "GET";
    if (!isStream) from = Math.min(from, timeOf(row));
    to = Math.max(to, endOf(row, now));
  }
  const first = rows[0];
  if (!first) return { from: now - 1_000, to: now };
  const all = rows.reduce((least, row) => Math.min(least, timeOf(row)), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(from) || from - all < LONG_AGO) from = all;
  return to - from < SHORTEST ? { from, to: from + SHORTEST } : { from, to };
}

/** Where a moment is on the axis: 0 to 100. */
export function place({ from, to }: Axis, at: number): number {
  return Math.min(100, Math.max(0, (100 * (at - from)) / (to - from)));
}

/** Round moments on the axis, up to about `most`, and the distance between two of them in ms. */
export function ticksOf({ from, to }: Axis, most: number): { at: number[]; step: number } {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? to - from;
  const at: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) at.push(tick);
  return { at, step };
}
