import type { TransportName } from "../../protocol/transport-names.ts";
import { type Interval, median } from "./rates.ts";
import { HISTORY } from "./sampler.ts";

/** How long one step of the small charts is, in ms. */
const STEP = 12_000;
const STEPS = HISTORY / STEP;
/** Measured time that a step needs to be drawn, in ms. */
const ENOUGH_OF_STEP = 3_000;

/** One step of a small chart. */
export interface Step {
  readonly transport: TransportName;
  /** null: not measured in it. */
  readonly value: number | null;
}

/** Which of the steps `at` lies in; the last step is the one of `now`. Steps begin at whole multiples of their length. */
function stepOf(at: number, now: number): number {
  return STEPS - 1 - (Math.floor(now / STEP) - Math.floor(at / STEP));
}

type Counted = "up" | "down" | "requests";

/** What was counted per minute in each of the last steps; null for a step in which nothing was measured. */
export function rateSteps(intervals: readonly Interval[], what: Counted, now: number): (Step | null)[] {
  return steps(intervals, now, (inStep) => {
    const time = inStep.reduce((sum, { from, to }) => sum + to - from, 0);
    const count = inStep.reduce((sum, interval) => sum + interval[what], 0);
    return time < ENOUGH_OF_STEP ? null : (count / time) * 60_000;
  });
}

/** The median latency in each of the last steps, in ms. */
export function latencySteps(intervals: readonly Interval[], now: number): (Step | null)[] {
  return steps(intervals, now, (inStep) => median(inStep.flatMap(({ latency }) => latency ?? [])));
}

/** A step in which the transport changed shows the later one. */
function steps(
  intervals: readonly Interval[],
  now: number,
  value: (inStep: readonly Interval[]) => number | null,
): (Step | null)[] {
  const filled: Interval[][] = Array.from({ length: STEPS }, () => []);
  for (const interval of intervals) filled[stepOf((interval.from + interval.to) / 2, now)]?.push(interval);
  return filled.map((inStep) => {
    const transport = inStep.at(-1)?.transport;
    return transport
      ? { transport, value: value(inStep.filter((one) => one.transport === transport)) }
      : null;
  });
}
