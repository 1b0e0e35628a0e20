import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { openDesks } from "../lab/desks.ts";
import { forkRaceHost } from "../lab/race/fork-race-host.ts";
import { DEFAULT_PORT } from "../protocol/limits.ts";
import { type Host, startHost } from "../server/host.ts";
import { StartError } from "../server/start-error.ts";
import { defaultDataDir } from "./data-dir.ts";
import { whyNotFound } from "./discovery-words.ts";
import { createOutput, type Output, totalsEvent } from "./output.ts";
import { ownerLink } from "./owner-link.ts";
import { PASSCODE_VARIABLE, readPasscode } from "./passcode.ts";
import { outputClosed, stopSignal } from "./signals.ts";
import { readArgs, UsageError, wholeNumber } from "./usage.ts";

const HELP = `pushpull serve: be the host of a chat on this computer, until Ctrl+C.

  --host ADDRESS   listen on this address only (default: as chosen under Hosting in the app, at first all)
  --port PORT      listen on this port (default ${DEFAULT_PORT}; 0: any that is free). If it is taken, the next free one.
  --data DIR       keep the history here (default ${defaultDataDir()})
  --name NAME      name of the host (default: the computer's)
  --passcode-file FILE  ask those who come for the passcode in this file's first line; or put it into the
                   environment as ${PASSCODE_VARIABLE}. The host keeps asking for it until it is told otherwise.
  --no-passcode    ask for none any more
  --no-discovery   tell nobody on the network that this host is here, and do not look for others
  --json           print {"event":"listening","url":...,"urls":[...],"owner":...} once it accepts connections, with
                   "portTaken":true when the port that was asked for was taken; and log every event, to stderr;
                   at the end {"event":"totals",...}: the bytes that each session and the host cost
  --help           this
`;

/** When it is sure whether others can find the host, in ms after its start. */
const DISCOVERY_SURE = 4_000;

/** The program of the hosts that are raced against lies beside the built command line. */
const RACE_HOST = fileURLToPath(new URL("race-host.mjs", import.meta.url));

/** Hosts a chat until it is told to stop. Resolves to the exit code. */
export async function runServe(args: string[]): Promise<number> {
  const { values } = readArgs({
    args,
    options: {
      host: { type: "string" },
      port: { type: "string", default: String(DEFAULT_PORT) },
      data: { type: "string", default: defaultDataDir() },
      name: { type: "string" },
      "passcode-file": { type: "string" },
      "no-passcode": { type: "boolean", default: false },
      "no-discovery": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const passcode = passcodeToAskFor(values["passcode-file"], values["no-passcode"]);
  const port = wholeNumber("--port", values.port, 0, 65_535);
  const rendererDir = findRenderer();
  const output = createOutput(values.json);
  const stop = stopSignal();
  void outputClosed(); // whoever read the URL may go away: the host stays
  const log = pino({ level: values.json ? "info" : "warn" }, pino.destination(2));
  const host = await start(output, {
    port,
    dataDir: values.data,
    ...(values.host !== undefined && { host: values.host }),
    ...(values.name !== undefined && { name: values.name }),
    ...(rendererDir !== null && { rendererDir }),
    ...(passcode !== undefined && { passcode }),
    discovery: !values["no-discovery"],
    extend: openDesks({ dataDir: values.data, openHost: () => forkRaceHost(RACE_HOST), log }),
    log,
  });
  if (!host) return 1;
  announce(output, host, port);
  const sure = setTimeout(() => warnUnlessFound(host), DISCOVERY_SURE);
  await stop;
  clearTimeout(sure);
  await host.close();
  output(totalsEvent(host.totals()));
  return 0;
}

/** Null: none; undefined: as it was. */
function passcodeToAskFor(file: string | undefined, none: boolean): string | null | undefined {
  if (!none) return readPasscode(file);
  if (file !== undefined) throw new UsageError("--passcode-file and --no-passcode exclude each other");
  return null;
}

/** Null when the host cannot start, after saying why. */
async function start(output: Output, options: Parameters<typeof startHost>[0]): Promise<Host | null> {
  try {
    return await startHost(options);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    output({ event: "error", code: error.code, message: error.message });
    return null;
  }
}

function announce(output: Output, host: Host, wanted: number): void {
  const { url, urls, portTaken, port } = host;
  if (portTaken) process.stderr.write(`Port ${wanted} is taken, so this host listens on port ${port}.\n`);
  output({ event: "listening", url, urls, owner: ownerLink(host), ...(portTaken && { portTaken }) });
}

/** Says why others will not find the host by themselves, where that is not what was asked for. */
function warnUnlessFound(host: Host): void {
  const state = host.discovery();
  if (state === "on" || state === "off" || state === "local") return;
  process.stderr.write(`Others do not find this host by themselves: ${whyNotFound(state)}\n`);
}

/** The built pages lie beside the built command line; null when there are none. */
function findRenderer(): string | null {
  const dir = fileURLToPath(new URL("../renderer", import.meta.url));
  return existsSync(`${dir}/index.html`) ? dir : null;
}
