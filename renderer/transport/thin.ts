import type { Arrived } from "./figures.ts";

/** How wide a column is from which some are picked, in ms. */
const COLUMN = 5_000;

/**
 * No more than about `most` of these, in their order: of each 5 s as many as there is room for, picked at random, and
 * always the slowest, which is the one to be seen. The same ones are picked the next time.
 */
export function thin(arrivals: readonly Arrived[], most: number): readonly Arrived[] {
  if (arrivals.length <= most) return arrivals;
  const columns = new Map<number, Arrived[]>();
  for (const arrived of arrivals) {
    const column = Math.floor(arrived.at / COLUMN);
    const found = columns.get(column);
    if (found) found.push(arrived);
    else columns.set(column, [arrived]);
  }
  const room = Math.max(1, Math.floor(most / columns.size));
  return [...columns.values()].flatMap((column) => pick(column, room));
}

function pick(column: readonly Arrived[], room: number): readonly Arrived[] {
  if (column.length <= room) return column;
  const slowest = column.reduce((slow, one) => (one.latency > slow.latency ? one : slow));
  const others = column.filter((one) => one !== slowest).sort((a, b) => lot(a.n) - lot(b.n));
  return [slowest, ...others.slice(0, room - 1)].sort((a, b) => a.n - b.n);
}

/** A number that looks drawn by lot and is always the same for `n`: Knuth's multiplicative hash. */
function lot(n: number): number {
  return Math.imul(n, 2_654_435_761) >>> 0;
}
