import type { PresetName } from "../../protocol/faults.ts";
import type { Cell, CellResult } from "../../protocol/report.ts";
import type { ScenarioName } from "../../protocol/scenarios.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { type CellOptions, type CellProgress, runCell } from "./cell.ts";
import type { CellPoint } from "./points.ts";

/** What is raced, and how: all that is needed to repeat it. */
export interface RaceChoice extends Pick<CellOptions, "scale" | "pollInterval" | "seed"> {
  transports: readonly TransportName[];
  scenarios: readonly ScenarioName[];
  conditions: readonly PresetName[];
  /** All transports of a scenario at once, for show; otherwise one after the other, so that none disturbs another. */
  together: boolean;
}

export interface RaceOptions extends RaceChoice, Pick<CellOptions, "openHost" | "signal"> {
  progress(progress: RaceProgress): void;
  /** Is told each half second what the cell of that index has done in it. */
  point?(cell: number, point: CellPoint): void;
  /** Is told the result of the cell of that index. */
  finished?(cell: number, result: CellResult): void;
}

export interface RaceProgress extends Cell, CellProgress {
  /** The cell's number, from 1, and how many there are. */
  cell: number;
  cells: number;
}

/** Races every choice of transport, scenario and conditions. The results are in the order of the cells. */
export async function race(options: RaceOptions): Promise<CellResult[]> {
  const { transports, scenarios, conditions, together, progress, point, finished, ...cellOptions } = options;
  const heats = conditions.flatMap((network) =>
    scenarios.map((scenario) =>
      transports.map((transport): Cell => ({ transport, scenario, conditions: network })),
    ),
  );
  const cells = heats.flat();
  const run = async (cell: Cell): Promise<CellResult> => {
    const index = cells.indexOf(cell);
    const result = await runCell(cell, {
      ...cellOptions,
      progress: (of) => progress({ cell: index + 1, cells: cells.length, ...cell, ...of }),
      ...(point && { point: (of) => point(index, of) }),
    });
    finished?.(index, result);
    return result;
  };
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
