// The utility process in which the app's host runs. It does what main says by messages (see host-messages.ts).
import { pino } from "pino";
import { openDesks } from "../lab/desks.ts";
import { type Host, startHost } from "../server/host.ts";
import { type FromHost, toHost } from "./host-messages.ts";
import type { RaceHostOrder } from "./race-host-messages.ts";
import { RemoteRaceHosts } from "./remote-race-hosts.ts";

const main = process.parentPort;
const raceHosts = new RemoteRaceHosts(tell);
let starting: Promise<Host> | undefined;

function tell(message: FromHost | RaceHostOrder): void {
  main.postMessage(message);
}

async function start(options: Parameters<typeof startHost>[0]): Promise<void> {
  const log = pino({ level: "warn" }, pino.destination(2));
  starting = startHost({
    ...options,
    log,
    extend: openDesks({ dataDir: options.dataDir, openHost: () => raceHosts.open(), log }),
  });
  try {
    const { url, port, ownerToken } = await starting;
    tell({ type: "listening", url, port, ownerToken });
  } catch (error) {
    tell({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

async function close(): Promise<never> {
  const host = await starting?.catch(() => undefined); // why it did not start has been told
  await host?.close();
  process.exit(0);
}

main.on("message", ({ data }) => {
  const message = toHost.parse(data);
  if (message.type === "close") void close();
  else if (message.type === "start") void start(message);
  else raceHosts.hear(message);
});
