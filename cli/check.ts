import { createHash } from "node:crypto";
import { findHost } from "../client/find-host.ts";
import { type TransportReport, testWay, type WayReport, type WayStep } from "../client/self-test.ts";
import { memberToken } from "./member-token.ts";
import { PASSCODE_VARIABLE, readPasscode } from "./passcode.ts";
import { outputClosed, stopSignal } from "./signals.ts";
import { readArgs, UsageError, wholeNumber } from "./usage.ts";

const HELP = `pushpull check URL: try the way to a host, and say which transport to use there.

  --idle SECONDS   hold a silent request for so long, to find out what cuts it (default 70; 0 leaves it out)
  --passcode-file FILE  if the host asks for a passcode: the first line of this file; or put it into the environment as
                   ${PASSCODE_VARIABLE}
  --json           print {"event":"way",...} with all that was found
  --help           this

Exit code 0: at least one transport works; 1: none does, or there is no host at URL.
`;

/** Tries the way to a host. Resolves to the exit code. */
export async function runCheck(args: string[]): Promise<number> {
  const { values, positionals } = readArgs({
    args,
    allowPositionals: true,
    options: {
      idle: { type: "string", default: "70" },
      "passcode-file": { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [url, ...tooMany] = positionals;
  if (url === undefined || tooMany.length > 0)
    throw new UsageError("check needs the URL of one host, such as http://192.168.1.20:4460");
  const passcode = readPasscode(values["passcode-file"]);
  const idleMs = wholeNumber("--idle", values.idle, 0, 110) * 1_000;
  const stop = new AbortController();
  void Promise.race([stopSignal(), outputClosed()]).then(() => stop.abort());
  const began = (step: WayStep): void => void process.stderr.write(`${doing(step, idleMs)}\n`);
  const hostUrl = url.includes("://") ? url : `http://${url}`;
  const visitor = await visitorAt(hostUrl, passcode, stop.signal);
  const report = await testWay(hostUrl, {
    idleMs,
    began,
    signal: stop.signal,
    ...(visitor && { visitor }),
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
    return null; // given up by whoever asked
  });
  if (report === null) return 1;
  process.stdout.write(`${values.json ? JSON.stringify({ event: "way", ...report }) : inWords(report)}\n`);
  return report.advice === null ? 1 : 0;
}

/** Who comes for the test: at each host the same member whenever this account asks. Null where there is no host. */
async function visitorAt(url: string, passcode: string | undefined, signal: AbortSignal) {
  const found = await findHost(url, signal);
  if (!found.ok) return null;
  const token = memberToken(found.host.id, "Self-test");
  const mark = createHash("sha256").update(token).digest("hex").slice(0, 6);
  return { name: `Self-test ${mark}`, token, ...(passcode !== undefined && { passcode }) };
}

function doing(step: WayStep, idleMs: number): string {
  if (step === "reach") return "Is there a host?";
  if (step === "connections") return "How many connections are free?";
  if (step === "idle")
    return `Is a silent request cut? It is held for ${idleMs / 1_000} s, unless it is cut.`;
  return `Does ${step} work?`;
}

function inWords(report: WayReport): string {
  const { roundTripMs, transports, connectionsFree, isLocked, advice, breaks } = report;
  if (roundTripMs === null) return "No Pushpull host answers there.";
  const lines = [`A plain request takes ${ms(roundTripMs)}.`, ...transports.map(transportInWords)];
  if (connectionsFree !== null) lines.push(`${connectionsFree} requests at once get through.`);
  lines.push(...idleInWords(report));
  if (breaks > 0) lines.push(`Connections break now and then here: ${breaks} did during this test.`);
  if (advice !== null) lines.push(`Use ${advice} here.`);
  else lines.push(isLocked ? "The transports are tried once it lets you in." : "No transport works here.");
  return lines.join("\n");
}

function idleInWords({ idleCutMs, idleResetMs, idleTestedMs }: WayReport): string[] {
  if (idleCutMs !== null) {
    return [`A silent request is cut after ${seconds(idleCutMs)}. The host's heartbeat comes every 25 s.`];
  }
  const lines: string[] = [];
  if (idleResetMs !== null) {
    lines.push(`A request was reset after ${seconds(idleResetMs)}, not necessarily because it was silent.`);
  }
  if (idleTestedMs > 0) lines.push(`A request may be silent for ${seconds(idleTestedMs)} and is not cut.`);
  return lines;
}

function transportInWords({ transport, outcome, connectMs, roundTripMs, why }: TransportReport): string {
  if (outcome === "not-served") return `${transport}: the host does not serve it.`;
  if (outcome === "fails") return `${transport}: does not work. ${why ?? ""}`.trimEnd();
  const times = `connected in ${ms(connectMs ?? 0)}, a question takes ${ms(roundTripMs ?? 0)}`;
  return outcome === "works"
    ? `${transport}: works (${times}).`
    : `${transport}: works, but something in between holds answers back (${times}).`;
}

const seconds = (value: number): string => `${Number((value / 1_000).toFixed(value < 10_000 ? 1 : 0))} s`;
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
