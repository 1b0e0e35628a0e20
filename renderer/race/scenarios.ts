import type { RaceSetup } from "../../protocol/race.ts";
import type { ScenarioName } from "../../protocol/report.ts";

/** What a scenario takes where nothing else is asked for. */
export interface UsualScale {
  readonly clients: number;
  /** Messages per second, all senders together. */
  readonly rate: number;
  /** Bytes of each text. */
  readonly size: number;
  /** Whether another rate may be asked for. */
  readonly hasRate: boolean;
}

/** As the host has them: the test compares the two. */
export const USUAL: Record<ScenarioName, UsualScale> = {
  "order-status": { clients: 20, rate: 1, size: 60, hasRate: false },
  clock: { clients: 20, rate: 1, size: 20, hasRate: false },
  sports: { clients: 20, rate: 2, size: 80, hasRate: true },
  stocks: { clients: 20, rate: 50, size: 40, hasRate: true },
  chat: { clients: 20, rate: 20, size: 40, hasRate: true },
  "big-room": { clients: 100, rate: 5, size: 40, hasRate: true },
};

/** How big a race is, with what its scenario takes for what was left out. */
export function scaleOf(setup: RaceSetup): { clients: number; rate: number; size: number } {
  const usual = USUAL[setup.scenario];
  return {
    clients: setup.clients ?? usual.clients,
    rate: (usual.hasRate ? setup.rate : undefined) ?? usual.rate,
    size: setup.size ?? usual.size,
  };
}

/** To start a host, warm it up and collect its garbage, in s. */
const AROUND = 3;
/** To bring a client in, in s. */
const COMES_IN = 0.02;

/** About how long a race takes, in s. */
export function estimate(setup: RaceSetup): number {
  const comingIn = scaleOf(setup).clients * COMES_IN;
  const cell = setup.seconds + AROUND + comingIn;
  const cells = setup.transports.length;
  return setup.together ? cell + (cells - 1) * comingIn : cell * cells;
}
