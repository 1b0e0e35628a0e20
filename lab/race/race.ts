import type { PresetName } from "../../protocol/faults.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { type CellOptions, type CellProgress, runCell } from "./cell.ts";
import type { Cell, CellResult } from "./result.ts";
import type { ScenarioName } from "./scenarios.ts";

export interface RaceOptions extends Omit<CellOptions, "progress"> {
  transports: readonly TransportName[];
  scenarios: readonly ScenarioName[];
  conditions: readonly PresetName[];
  /** All transports of a scenario at once, for show; otherwise one after the other, so that none disturbs another. */
  together: boolean;
  progress(progress: RaceProgress): void;
}

export interface RaceProgress extends Cell, CellProgress {
  /** The cell's number, from 1, and how many there are. */
  cell: number;
  cells: number;
}

/** Races every choice of transport, scenario and conditions. The results are in the order of the cells. */
export async function race(options: RaceOptions): Promise<CellResult[]> {
  const { transports, scenarios, conditions, together } = options;
  const heats = conditions.flatMap((network) =>
    scenarios.map((scenario) =>
      transports.map((transport): Cell => ({ transport, scenario, conditions: network })),
    ),
  );
  const cells = heats.flat();
  const run = (cell: Cell): Promise<CellResult> =>
    runCell(cell, {
      ...options,
      progress: (progress) =>
        options.progress({ cell: cells.indexOf(cell) + 1, cells: cells.length, ...cell, ...progress }),
    });
  const results: CellResult[] = [];
  for (const heat of heats) {
    if (together) results.push(...(await all(heat.map(run))));
    else for (const cell of heat) results.push(await run(cell));
  }
  return results;
}

/** Waits for all, also when one of them fails: what they have opened is closed then. */
async function all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
