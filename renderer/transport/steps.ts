import { median } from "../../client/latency.ts";
import { bytesOf, requestsOf } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { type Figures, HISTORY } from "./figures.ts";
import type { Interval } from "./intervals.ts";

/** How long a step of the charts and a row of their table is, in ms; a switch parts one in two. */
const STEP = 10_000;
/** Measured time that the rates of a step need, in ms. */
const ENOUGH = 1_500;
/** A whole step as close as this to a switch, in ms, is not cut off from it. */
const CLOSE = 2_000;
const MINUTE = 60_000;

/** What one transport did in a few seconds. null: not measured. */
export interface Step {
  /** The same for the same step, as long as it is in the charts. */
  readonly id: string;
  /** ms on the clock of `performance.now()`. */
  readonly from: number;
  readonly to: number;
  readonly transport: TransportName;
  /** Messages whose latency was measured, and their latencies in ms. */
  readonly messages: number;
  readonly median: number | null;
  readonly slowest: number | null;
  /** Bytes a minute. Up is what one sent. */
  readonly up: number | null;
  readonly down: number | null;
  /** Requests a minute. */
  readonly requests: number | null;
}

type Span = Pick<Step, "id" | "from" | "to" | "transport">;

/**
 * The last minutes in steps that begin at each switch and at whole 10 s of the clock on the wall, but for those close to a
 * switch: the seconds around it would be too short a step for rates. Steps in which nothing was measured are left out.
 */
export function stepsOf(figures: Figures): Step[] {
  const { arrivals, intervals } = figures;
  let next = 0;
  return spans(figures).flatMap((span): Step[] => {
    const latencies: number[] = [];
    for (let one = arrivals[next]; one && one.at < span.to; one = arrivals[++next]) {
      if (one.at >= span.from) latencies.push(one.latency);
    }
    const rates = ratesOf(intervals.filter(({ from, to }) => isIn(span, (from + to) / 2)));
    if (latencies.length === 0 && !rates) return [];
    return [
      {
        ...span,
        messages: latencies.length,
        median: median(latencies),
        slowest: latencies.length > 0 ? Math.max(...latencies) : null,
        up: rates?.up ?? null,
        down: rates?.down ?? null,
        requests: rates?.requests ?? null,
      },
    ];
  });
}

/** The time from the first whole step to now, cut at whole steps and at switches. */
function spans({ at: end, wall, transport, switches }: Figures): Span[] {
  const first = Math.floor((end - HISTORY + wall) / STEP) + 1;
  const begin = first * STEP - wall;
  const isClear = (at: number): boolean => switches.every((one) => Math.abs(one.at - at) >= CLOSE);
  const whole = Array.from({ length: Math.ceil((end - begin) / STEP) }, (_, i) => ({
    id: `${first + i}`,
    from: begin + i * STEP,
  })).filter(({ from }, i) => i === 0 || isClear(from));
  const switched = switches
    .filter(({ at }) => at > begin && at < end)
    .map(({ at }) => ({ id: `switch ${at}`, from: at }));
  return [...whole, ...switched]
    .sort((a, b) => a.from - b.from)
    .map(({ id, from }, i, cuts) => ({ id, from, to: cuts[i + 1]?.from ?? end, transport: inUse(from) }));

  function inUse(at: number): TransportName {
    const before = switches.findLast((one) => one.at <= at);
    return before?.to ?? switches[0]?.from ?? transport;
  }
}

function isIn({ from, to }: Span, at: number): boolean {
  return at >= from && at < to;
}

function ratesOf(intervals: readonly Interval[]): Pick<Step, "up" | "down" | "requests"> | null {
  const sum = (value: (one: Interval) => number): number => intervals.reduce((so, one) => so + value(one), 0);
  const time = sum(({ from, to }) => to - from);
  if (time < ENOUGH) return null;
  return {
    up: (sum(({ up }) => bytesOf(up)) / time) * MINUTE,
    down: (sum(({ down }) => bytesOf(down)) / time) * MINUTE,
    requests: (sum(({ requests }) => requestsOf(requests)) / time) * MINUTE,
  };
}
