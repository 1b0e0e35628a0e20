// The utility process in which the app's host runs. It does what main says by messages (see host-messages.ts).
import { join } from "node:path";
import { pino } from "pino";
import { openDesks } from "../lab/desks.ts";
import { raceHostOpener } from "../lab/race/race-host.ts";
import { type Host, startHost } from "../server/host.ts";
import { type FromHost, toHost } from "./host-messages.ts";

const main = process.parentPort;
let starting: Promise<Host> | undefined;

function tell(message: FromHost): void {
  main.postMessage(message);
}

async function start(options: Parameters<typeof startHost>[0]): Promise<void> {
  const log = pino({ level: "warn" }, pino.destination(2));
  const openHost = raceHostOpener(join(import.meta.dirname, "../cli/race-host.mjs"));
  starting = startHost({
    ...options,
    log,
    extend: openDesks({ dataDir: options.dataDir, openHost, log }),
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
  else void start(message);
});
