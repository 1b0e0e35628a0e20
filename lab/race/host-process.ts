// The process of one host in a race, where Node may be forked. It ends with the race.
import { rmSync } from "node:fs";
import type { FromRaceHost } from "./race-messages.ts";
import { serveRace } from "./serve-race.ts";

/** What it stores goes there, and goes with it. */
const [dataDir = ""] = process.argv.slice(2);

function tell(message: FromRaceHost): void {
  if (process.connected) process.send?.(message);
}

/** The race is gone without a word, perhaps killed: nobody else would clear up. */
function leave(): never {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
}

process.on("message", serveRace(dataDir, tell));
process.on("disconnect", leave);
process.on("error", leave); // a message could not be told: there is nobody any more
// A terminal's Ctrl+C, or its end, goes to all processes; the race hears it, too, and closes its hosts in order.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

if (process.connected) tell({ type: "ready" });
else leave(); // before this program had begun
