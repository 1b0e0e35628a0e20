// The process of one host in a race. It does what the race says by messages (see race-host.ts) and ends with it.
import { rmSync } from "node:fs";
import { pino } from "pino";
import { type Host, startHost } from "../../server/host.ts";
import { type FromRaceHost, toRaceHost } from "./race-host.ts";
import { RACE_HOST_LIMITS } from "./race-limits.ts";
import { glanceOf, sampleOf } from "./sample.ts";

/** What it stores goes there, and goes with it. */
const [dataDir = ""] = process.argv.slice(2);
let host: Host | undefined;

function tell(message: FromRaceHost): void {
  if (process.connected) process.send?.(message);
}

async function start(): Promise<void> {
  try {
    host = await startHost({
      host: "127.0.0.1",
      port: 0,
      dataDir,
      limits: RACE_HOST_LIMITS,
      log: pino({ level: "error" }, pino.destination(2)),
    });
    tell({ type: "listening", port: host.port });
  } catch (error) {
    tell({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

async function close(): Promise<never> {
  await host?.close();
  process.exit(0);
}

process.on("message", (message) => {
  const told = toRaceHost.parse(message);
  if (told.type === "start") void start();
  else if (told.type === "sample" && host) tell(sampleOf(host, told.collect));
  else if (told.type === "glance" && host) tell(glanceOf(host, told.without));
  else if (told.type === "close") void close();
});
/** The race is gone without a word, perhaps killed: nobody else would clear up. */
function leave(): never {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
}
process.on("disconnect", leave);
process.on("error", leave); // a message could not be told: there is nobody any more
// A terminal's Ctrl+C goes to all processes; the race hears it, too, and closes its hosts in order.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);

if (process.connected) tell({ type: "ready" });
else leave(); // before this program had begun
