import { PRESET_NAMES } from "../../protocol/faults.ts";
import { SCENARIO_NAMES, takesRate } from "../../protocol/scenarios.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import type { RaceChoice } from "../race/race.ts";
import type { Circumstances } from "./report.ts";

/** What a report says of how its race was run. */
export function circumstancesOf(choice: RaceChoice): Circumstances {
  return {
    mode: choice.together ? "together" : "in turn",
    seed: choice.seed,
    pollIntervalMs: choice.pollInterval,
    seconds: choice.scale.seconds,
    command: commandOf(choice),
  };
}

/** What starts this very race again. */
function commandOf(choice: RaceChoice): string {
  const { clients, rate, size, seconds } = choice.scale;
  const all = (chosen: readonly string[], names: readonly string[]): string =>
    chosen.length === names.length ? "all" : chosen.join(",");
  const words = [
    ["--transports", all(choice.transports, TRANSPORTS)],
    ["--scenario", all(choice.scenarios, SCENARIO_NAMES)],
    ["--conditions", all(choice.conditions, PRESET_NAMES)],
    ...(clients === undefined ? [] : [["--clients", clients]]),
    ...(rate === undefined || !choice.scenarios.some(takesRate) ? [] : [["--rate", rate]]),
    ...(size === undefined ? [] : [["--size", size]]),
    ["--seconds", seconds],
    ["--interval", choice.pollInterval],
    ["--seed", choice.seed],
    ...(choice.together ? [["--together"]] : []),
  ];
  return `npm run -s pushpull -- lab ${words.flat().join(" ")}`;
}
