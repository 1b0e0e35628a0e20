import { join } from "node:path";
import { pino } from "pino";
import { defaultDataDir } from "../cli/data-dir.ts";
import { createOutput } from "../cli/output.ts";
import { ownerLink } from "../cli/owner-link.ts";
import { stopSignal } from "../cli/signals.ts";
import { openDesks } from "../lab/desks.ts";
import { forkRaceHost } from "../lab/race/fork-race-host.ts";
import { startHost } from "../server/host.ts";
import { StartError } from "../server/start-error.ts";
import { openBrowser } from "./open-browser.ts";
import type { AppOptions } from "./options.ts";

/**
 * What the app is without Electron: the host in this process, and its page in a browser, until SIGINT or SIGTERM.
 * Resolves to the exit code.
 */
export async function runWithoutWindow({
  port,
  dataDir,
  hostName,
  discovery = true,
}: AppOptions): Promise<number> {
  const stop = stopSignal();
  const ownDataDir = dataDir ?? defaultDataDir();
  const log = pino({ level: "warn" }, pino.destination(2));
  const openHost = () => forkRaceHost(join(import.meta.dirname, "../cli/race-host.mjs"));
  try {
    const host = await startHost({
      dataDir: ownDataDir,
      rendererDir: join(import.meta.dirname, "../renderer"),
      discovery,
      log,
      extend: openDesks({ dataDir: ownDataDir, openHost, log }),
      ...(port !== undefined && { port }),
      ...(hostName !== undefined && { name: hostName }),
    });
    const { url, urls } = host;
    console.log(`Open ${url} in a browser. Ctrl+C ends it.`);
    createOutput(false)({ event: "listening", url, urls, owner: ownerLink(host) });
    openBrowser(url); // not the owner's link: everybody on the computer sees a program's arguments
    await stop;
    await host.close();
    return 0;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    return 1;
  }
}
