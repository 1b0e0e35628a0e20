import { pino } from "pino";
import { type Host, startHost } from "../../server/host.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { RACE_HOST_LIMITS } from "./race-limits.ts";
import { type FromRaceHost, toRaceHost } from "./race-messages.ts";
import { glanceOf, sampleOf } from "./sample.ts";

/**
 * Makes this process the host of a race, which does what the race says. Returns what takes a message of the race.
 * `dataDir`: what the host stores goes there. `tell`: takes a message to the race.
 */
export function serveRace(
  dataDir: string,
  tell: (message: FromRaceHost) => void,
): (message: unknown) => void {
  let host: Host | undefined;

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

  function sample(of: Host, collect: boolean): void {
    if (collect) collectGarbage(); // so that the memory is the connections', not what is left lying about
    tell(sampleOf(of));
  }

  return (message) => {
    const told = toRaceHost.parse(message);
    if (told.type === "start") void start();
    else if (told.type === "sample" && host) sample(host, told.collect);
    else if (told.type === "glance" && host) tell(glanceOf(host, told.without));
    else if (told.type === "close") void close();
  };
}
