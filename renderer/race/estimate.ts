import type { RaceSetup } from "../../protocol/race.ts";
import { scaleOf } from "../../protocol/scenarios.ts";

/** To start a host, warm it up and collect its garbage, in s. */
const AROUND = 3;
/** To bring a client in, in s. */
const COMES_IN = 0.02;

/** About how long a race takes, in s. */
export function estimate(setup: RaceSetup): number {
  const comingIn = scaleOf(setup.scenario, setup).clients * COMES_IN;
  const cell = setup.seconds + AROUND + comingIn;
  const cells = setup.transports.length;
  return setup.together ? cell + (cells - 1) * comingIn : cell * cells;
}
