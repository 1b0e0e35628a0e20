// The utility process of one host in a race. Main kills it when nobody races any more, and removes what it has stored; so
// it heeds the signals that kill.
import type { FromRaceHost } from "../lab/race/race-messages.ts";
import { serveRace } from "../lab/race/serve-race.ts";

const [folder = ""] = process.argv.slice(2);
const race = process.parentPort;

function tell(message: FromRaceHost): void {
  race.postMessage(message);
}

const hear = serveRace(folder, tell);
race.on("message", ({ data }) => hear(data));
tell({ type: "ready" });
