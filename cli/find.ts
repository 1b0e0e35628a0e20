import { setTimeout as pause } from "node:timers/promises";
import { pino } from "pino";
import type { FoundHost } from "../protocol/discovery.ts";
import { Discovery } from "../server/discovery/discovery.ts";
import { whyNotFound } from "./discovery-words.ts";
import { createOutput, type Output } from "./output.ts";
import { outputClosed, stopSignal } from "./signals.ts";
import { readArgs, wholeNumber } from "./usage.ts";

const HELP = `pushpull find: list the hosts on this network, each as soon as it answers.

  --seconds N      look for so long (default 5)
  --watch          go on until Ctrl+C, and say which host is gone
  --json           print one JSON object a line: found (again when something changed), gone, error
  --help           this

Exit code 0: there is a host; 1: none was found, and stderr says why.
`;

/** How often it is looked at what has been found, in ms. */
const LOOK_INTERVAL = 200;

/** Looks for hosts. Resolves to the exit code. */
export async function runFind(args: string[]): Promise<number> {
  const { values } = readArgs({
    args,
    options: {
      seconds: { type: "string", default: "5" },
      watch: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const end = values.watch
    ? Number.POSITIVE_INFINITY
    : 1_000 * wholeNumber("--seconds", values.seconds, 1, 3_600);
  const stop = new AbortController();
  void Promise.race([stopSignal(), outputClosed()]).then(() => stop.abort());
  const log = pino({ level: "warn" }, pino.destination(2));
  const discovery = new Discovery({ listens: "0.0.0.0", announcement: null, log });
  try {
    return await look(discovery, createOutput(values.json), end, stop.signal);
  } finally {
    await discovery.close();
  }
}

/** Tells what is found for `end` ms, or until `signal`. Resolves to the exit code. */
async function look(discovery: Discovery, output: Output, end: number, signal: AbortSignal): Promise<number> {
  const began = performance.now();
  let told = new Map<string, FoundHost>();
  let hasFound = false;
  while (!signal.aborted && performance.now() - began < end) {
    const now = new Map(discovery.hosts().map((host) => [host.id, host]));
    tell(output, told, now);
    told = now;
    hasFound ||= now.size > 0;
    await pause(LOOK_INTERVAL);
  }
  if (hasFound) return 0;
  const { state } = discovery;
  const message = state === "on" ? NONE : `No host was found. ${whyNotFound(state)}`;
  output({ event: "error", code: state === "on" ? "none" : state, message });
  return 1;
}

const NONE =
  "No host was found. Is one running on this network? Some Wi-Fi networks keep their users apart: then join by its address.";

/** What is new or has changed, and what is gone. */
function tell(output: Output, before: Map<string, FoundHost>, now: Map<string, FoundHost>): void {
  for (const host of now.values()) {
    if (JSON.stringify(before.get(host.id)) !== JSON.stringify(host)) output({ event: "found", ...host });
  }
  for (const { id, name } of before.values()) if (!now.has(id)) output({ event: "gone", id, name });
}
