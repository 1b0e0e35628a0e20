import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { FaultDesk } from "../lab/faults/desk.ts";
import { DEFAULT_PORT } from "../protocol/limits.ts";
import { type Host, startHost } from "../server/host.ts";
import { StartError } from "../server/start-error.ts";
import { defaultDataDir } from "./data-dir.ts";
import { createOutput, type Output, totalsEvent } from "./output.ts";
import { outputClosed, stopSignal } from "./signals.ts";
import { readArgs, wholeNumber } from "./usage.ts";

const HELP = `pushpull serve: be the host of a chat on this computer, until Ctrl+C.

  --host ADDRESS   listen on this address only (default: all)
  --port PORT      listen on this port (default ${DEFAULT_PORT}; 0: any that is free). If it is taken, the next free one.
  --data DIR       keep the history here (default ${defaultDataDir()})
  --name NAME      name of the host (default: the computer's)
  --json           print {"event":"listening","url":...,"urls":[...]} once it accepts connections, with
                   "portTaken":true when the port that was asked for was taken; and log every event, to stderr;
                   at the end {"event":"totals",...}: the bytes that each session and the host cost
  --help           this
`;

/** Hosts a chat until SIGINT or SIGTERM. Resolves to the exit code. */
export async function runServe(args: string[]): Promise<number> {
  const { values } = readArgs({
    args,
    options: {
      host: { type: "string" },
      port: { type: "string", default: String(DEFAULT_PORT) },
      data: { type: "string", default: defaultDataDir() },
      name: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const port = wholeNumber("--port", values.port, 0, 65_535);
  const rendererDir = findRenderer();
  const output = createOutput(values.json);
  const stop = stopSignal();
  void outputClosed(); // whoever read the URL may go away: the host stays
  const host = await start(output, {
    port,
    dataDir: values.data,
    ...(values.host !== undefined && { host: values.host }),
    ...(values.name !== undefined && { name: values.name }),
    ...(rendererDir !== null && { rendererDir }),
    extend: (address) => new FaultDesk(address),
    log: pino({ level: values.json ? "info" : "warn" }, pino.destination(2)),
  });
  if (!host) return 1;
  announce(output, host, port);
  await stop;
  await host.close();
  output(totalsEvent(host.totals()));
  return 0;
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

function announce(output: Output, { url, urls, portTaken, port }: Host, wanted: number): void {
  if (portTaken) process.stderr.write(`Port ${wanted} is taken, so this host listens on port ${port}.\n`);
  output({ event: "listening", url, urls, ...(portTaken && { portTaken }) });
}

/** The built pages lie beside the built command line; null when there are none. */
function findRenderer(): string | null {
  const dir = fileURLToPath(new URL("../renderer", import.meta.url));
  return existsSync(`${dir}/index.html`) ? dir : null;
}
