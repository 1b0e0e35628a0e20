import type { TransportName } from "../../protocol/transport-names.ts";
import type { Arrived, Figures, Switched } from "./figures.ts";
import { decades, minutes, roundUp } from "./scales.ts";
import { type Step, stepsOf } from "./steps.ts";
import { thin } from "./thin.ts";

/** Most messages that are drawn. */
const MOST_POINTS = 400;
/** The least time that the charts span, in ms, so that the first points have room. */
const LEAST_SPAN = 60_000;

/** All in px, as the panel is wide. */
export const WIDTH = 332;
export const HEIGHT = 364;
export const LEFT = 48;
export const RIGHT = 328;
/** Baselines of the switches' names: the last one's, and below it all others'. */
export const NAMES = { last: 34, others: 50 } as const;
/** Three charts under each other with one axis of time; `title` is where its words stand. */
export const PANES = {
  latency: { title: 12, top: 66, bottom: 170 },
  bytes: { title: 202, top: 216, bottom: 268 },
  requests: { title: 298, top: 312, bottom: 344 },
} as const;
export type PaneName = keyof typeof PANES;
/** What can be pointed at, from top to bottom, and where each of them ends. */
export const ROW_NAMES = ["switches", "latency", "bytes", "requests"] as const;
export type RowName = (typeof ROW_NAMES)[number];
export const ROW_ENDS: Readonly<Record<RowName, number>> = {
  switches: NAMES.others + 4,
  latency: PANES.latency.bottom + 8,
  bytes: PANES.bytes.bottom + 8,
  requests: HEIGHT,
};

/** What can be pointed at. */
export type Point = { readonly id: string; readonly x: number; readonly y: number } & (
  | { readonly pane: "latency"; readonly arrived: Arrived }
  | { readonly pane: "bytes" | "requests"; readonly step: Step }
  | { readonly pane: "switches"; readonly switched: Switched }
);

/** An unbroken piece of a line, over one transport. */
export interface Run {
  readonly transport: TransportName;
  /** For an SVG path: level over each step, since its value is a mean. */
  readonly path: string;
}

type Rate = "up" | "down" | "requests";

/** The charts of some figures, measured out. */
export interface Scene {
  /** What to add to all moments to have Unix ms. */
  readonly wall: number;
  readonly steps: readonly Step[];
  /** In order of time, and where they are drawn. */
  readonly switches: readonly (Switched & { readonly x: number })[];
  /** The transport at the left edge. */
  readonly first: TransportName;
  readonly points: Readonly<Record<RowName, readonly Point[]>>;
  /** All messages; fewer may be drawn. */
  readonly arrivals: readonly Arrived[];
  readonly lines: Readonly<Record<Rate, readonly Run[]>>;
  /** Labelled values at the left, and where they are. */
  readonly scale: Readonly<Record<PaneName, readonly { readonly value: number; readonly y: number }[]>>;
  readonly minutes: readonly { readonly at: number; readonly x: number }[];
}

export function sceneOf(figures: Figures): Scene {
  const { at: end, wall, arrivals, intervals, switches, transport } = figures;
  const measuredFrom = Math.min(arrivals[0]?.at ?? end, intervals[0]?.from ?? end);
  const start = Math.min(measuredFrom, switches[0]?.at ?? end, end - LEAST_SPAN);
  const x = (at: number): number => LEFT + ((Math.max(at, start) - start) / (end - start)) * (RIGHT - LEFT);
  const steps = stepsOf(figures).map((step) => ({ ...step, from: Math.max(step.from, measuredFrom) }));

  const powers = decades(arrivals.map(({ latency }) => latency));
  const log = height("latency", 0, Math.log10(powers.at(-1) ?? 1));
  const latencyY = (ms: number): number => log(Math.log10(Math.max(ms, 1)));
  const most = (...rates: Rate[]): number =>
    steps.reduce((max, step) => Math.max(max, ...rates.map((rate) => step[rate] ?? 0)), 0);
  const mostBytes = roundUp(most("up", "down"), 1_000);
  const mostRequests = roundUp(most("requests"), 10);
  const bytesY = height("bytes", 0, mostBytes);
  const requestsY = height("requests", 0, mostRequests);
  const pointsOf = (pane: "bytes" | "requests", rate: Rate, y: (value: number) => number): Point[] =>
    steps.flatMap((step): Point[] => {
      const value = step[rate];
      return value === null
        ? []
        : [{ pane, id: step.id, x: (x(step.from) + x(step.to)) / 2, y: y(value), step }];
    });
  const at = (y: (value: number) => number, values: readonly number[]) =>
    values.map((value) => ({ value, y: y(value) }));

  return {
    wall,
    steps,
    switches: switches.map((one) => ({ ...one, x: x(one.at) })),
    first: switches[0]?.from ?? transport,
    points: {
      switches: switches.map((switched, i) => ({
        pane: "switches",
        id: String(switched.at),
        x: x(switched.at),
        y: (i === switches.length - 1 ? NAMES.last : NAMES.others) - 4,
        switched,
      })),
      latency: thin(arrivals, MOST_POINTS).map((arrived) => ({
        pane: "latency",
        id: String(arrived.n),
        x: x(arrived.at),
        y: latencyY(arrived.latency),
        arrived,
      })),
      bytes: pointsOf("bytes", "down", bytesY),
      requests: pointsOf("requests", "requests", requestsY),
    },
    arrivals,
    lines: {
      up: runs(steps, "up", x, bytesY),
      down: runs(steps, "down", x, bytesY),
      requests: runs(steps, "requests", x, requestsY),
    },
    scale: {
      latency: at(latencyY, powers),
      bytes: at(bytesY, [0, mostBytes]),
      requests: at(requestsY, [0, mostRequests]),
    },
    minutes: minutes(start, end, wall).map((minute) => ({ at: minute, x: x(minute) })),
  };
}

/** Where a value between `low` and `high` is drawn. */
function height(pane: PaneName, low: number, high: number): (value: number) => number {
  const { top, bottom } = PANES[pane];
  return (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
}

function runs(
  steps: readonly Step[],
  rate: Rate,
  x: (at: number) => number,
  y: (value: number) => number,
): Run[] {
  const found: { transport: TransportName; path: string; to: number }[] = [];
  for (const { from, to, transport, [rate]: value } of steps) {
    if (value === null) continue;
    const piece = `${round(x(from))} ${round(y(value))}H${round(x(to))}`;
    const open = found.at(-1);
    if (open?.transport === transport && open.to === from) {
      open.path += `L${piece}`;
      open.to = to;
    } else {
      found.push({ transport, path: `M${piece}`, to });
    }
  }
  return found;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}

/** The point of a pane that is nearest to `x`, and among those of the same place nearest to `y`. */
export function nearest(points: readonly Point[], x: number, y: number): Point | undefined {
  const far = (point: Point): number => Math.hypot(point.x - x, (point.y - y) / 4);
  return points.reduce<Point | undefined>(
    (best, point) => (best && far(best) <= far(point) ? best : point),
    undefined,
  );
}
