import type { RaceCell, RacePage, RacePoint } from "../../protocol/race.ts";
import { LEAST_DELIVERIES } from "../../protocol/ranking.ts";
import { roundUp } from "../transport/scales.ts";

/** Most deliveries that are drawn of one transport. */
const MOST_DOTS = 400;

// In px.
/** At the left of each row of charts, for what labels the axes. */
const LABELS = 54;
const GAP = 16;
const LEAST_WIDTH = 150;
/** What no clock here tells, in ms. */
const LEAST_MS = 0.1;
/** Above the slowest delivery, as a factor. */
const AIR = 1.25;
/** A narrower chart has no room for its median beside its name. */
const NARROW = 168;
/** From a chart's top. */
export const ROWS = {
  name: 14,
  second: 30,
  top: 44,
  bottom: 150,
  barsTop: 176,
  barsBottom: 206,
  axis: 221,
} as const;
const HEIGHT = 226;
const ROW_GAP = 18;

/** One transport's chart, measured out. */
export interface Panel {
  readonly cell: RaceCell;
  /** Whether it stands first in its row: then the axes are labelled. */
  readonly isFirst: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Whether the median stands below the name. */
  readonly isNarrow: boolean;
  /** From the chart's top left. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly bars: readonly { readonly x: number; readonly width: number; readonly height: number }[];
  /** Where the median is; null before the first delivery. */
  readonly median: { readonly y: number; readonly ms: number } | null;
  /** Percentiles, when the single deliveries are not known. */
  readonly box: {
    readonly p5: number;
    readonly p25: number;
    readonly p75: number;
    readonly p95: number;
  } | null;
  /** Of all deliveries that are known, in ms; null when there are none. */
  readonly range: { readonly least: number; readonly most: number } | null;
  /** Most requests in a second. */
  readonly mostRequests: number;
}

export interface RaceScene {
  readonly width: number;
  readonly height: number;
  readonly panels: readonly Panel[];
  /** Powers of ten, in ms, and where they are. */
  readonly scale: readonly { readonly ms: number; readonly y: number }[];
  /** The end of the axis of requests per second. */
  readonly requests: number;
  /** What the axis of time spans, in s. */
  readonly seconds: number;
  readonly drawn: number;
  readonly known: number;
}

/** The charts of a race, side by side as far as they fit into `width` px: they share their axes. */
export function sceneOf(page: RacePage, width: number): RaceScene {
  const { cells } = page;
  const byCell = cells.map((_, index) => page.points.filter(({ cell }) => cell === index));
  const endMs = page.points.reduce((end, { atMs }) => Math.max(end, atMs), page.setup.seconds * 1_000);
  const log = logScale(page, byCell);
  const requests = roundUp(
    page.points.reduce((most, point) => Math.max(most, perSecond(point)), 0),
    10,
  );

  const fit = Math.max(1, Math.floor((width - LABELS + GAP) / (LEAST_WIDTH + GAP)));
  const rows = Math.ceil(cells.length / fit);
  const columns = Math.ceil(cells.length / Math.max(1, rows));
  const panelWidth = (width - LABELS - GAP * (columns - 1)) / columns;
  const x = (ms: number): number => (ms / endMs) * panelWidth;

  const panels = cells.map((cell, index): Panel => {
    const points = byCell[index] ?? [];
    const latencies = points.flatMap((point) => point.latencies);
    const spread = cell.result?.outcome === "measured" ? cell.result.latencyMs : null;
    const values = latencies.map(([, ms]) => ms);
    const ms = spread?.p50 ?? cell.p50Ms;
    return {
      cell,
      isFirst: index % columns === 0,
      x: LABELS + (index % columns) * (panelWidth + GAP),
      y: Math.floor(index / columns) * (HEIGHT + ROW_GAP),
      width: panelWidth,
      isNarrow: panelWidth < NARROW,
      dots: evenly(latencies, MOST_DOTS).map(([at, latency]) => ({ x: x(at), y: log.y(latency) })),
      bars: points.map((point) => ({
        x: x(point.atMs - point.lastedMs),
        width: Math.max(1, x(point.lastedMs) - 0.5),
        height: (perSecond(point) / requests) * (ROWS.barsBottom - ROWS.barsTop),
      })),
      median: ms === null ? null : { ms, y: log.y(ms) },
      box:
        spread && spread.count >= LEAST_DELIVERIES && latencies.length === 0
          ? { p5: log.y(spread.p5), p25: log.y(spread.p25), p75: log.y(spread.p75), p95: log.y(spread.p95) }
          : null,
      range: spread
        ? { least: spread.min, most: spread.max }
        : values.length > 0
          ? { least: Math.min(...values), most: Math.max(...values) }
          : null,
      mostRequests: points.reduce((most, point) => Math.max(most, perSecond(point)), 0),
    };
  });
  return {
    width,
    height: Math.max(1, rows) * (HEIGHT + ROW_GAP) - ROW_GAP,
    panels,
    scale: log.scale,
    requests,
    seconds: endMs / 1_000,
    drawn: panels.reduce((sum, { dots }) => sum + dots.length, 0),
    known: page.points.reduce((sum, { latencies }) => sum + latencies.length, 0),
  };
}

/** From 1 ms to 1 s, and further where something is drawn there; labelled at whole decades. */
function logScale(page: RacePage, byCell: readonly RacePoint[][]) {
  const values = byCell.flatMap((points) => points.flatMap(({ latencies }) => latencies.map(([, ms]) => ms)));
  for (const { result } of page.cells) {
    if (result?.outcome === "measured" && result.latencyMs)
      values.push(result.latencyMs.p5, result.latencyMs.p95);
  }
  const least = values.reduce((min, ms) => Math.min(min, ms), 1);
  const most = values.reduce((max, ms) => Math.max(max, ms), 1_000);
  const low = Math.log10(Math.max(LEAST_MS, least));
  const high = Math.log10(most * AIR);
  const y = (ms: number): number => {
    const part = (Math.log10(Math.max(ms, LEAST_MS)) - low) / (high - low);
    return ROWS.bottom - part * (ROWS.bottom - ROWS.top);
  };
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  const scale = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  return { y, scale: scale.map((ms) => ({ ms, y: y(ms) })) };
}

const perSecond = ({ requests, lastedMs }: RacePoint): number => requests / Math.max(0.001, lastedMs / 1_000);

/** No more than `most` of these, evenly. */
function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)] as T);
}
