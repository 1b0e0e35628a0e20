import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { forkRaceHost } from "../lab/race/fork-race-host.ts";
import { type RaceProgress, race } from "../lab/race/race.ts";
import { circumstancesOf } from "../lab/report/circumstances.ts";
import { formatReport, type ReportFormat } from "../lab/report/formats.ts";
import { createReport } from "../lab/report/report.ts";
import { isSound, type Report, type ReportLanguage } from "../protocol/report.ts";
import { LAB_HELP, type LabOptions, readLabOptions } from "./lab-options.ts";
import { PHRASES } from "./lab-phrases.ts";
import { progressInWords } from "./lab-words.ts";
import { createOutput } from "./output.ts";
import { outputClosed, stopSignal } from "./signals.ts";

/** The hosts' program lies beside the built command line. */
const HOST_PROGRAM = fileURLToPath(new URL("race-host.mjs", import.meta.url));

/** Races the transports. Resolves to the exit code. */
export async function runLab(args: string[]): Promise<number> {
  const options = readLabOptions(args);
  if (!options) {
    process.stdout.write(LAB_HELP);
    return 0;
  }
  const stop = new AbortController();
  const stopped = new Error("stopped");
  for (const end of [stopSignal(), outputClosed()]) void end.then(() => stop.abort(stopped));
  const output = createOutput(options.json);
  const tell = options.json
    ? (progress: RaceProgress) => output({ event: "progress", ...progress })
    : progressOnTerminal(options.language);
  try {
    const report = await raceAndReport(options, stop.signal, tell);
    output(report);
    if (options.out && !save(report, options.out)) return 1;
    return report.results.every(isSound) ? 0 : 1;
  } catch (error) {
    if (error !== stopped) throw error;
    process.stderr.write(`${PHRASES[options.language].stopped}\n`);
    return 1;
  }
}

async function raceAndReport(
  options: LabOptions,
  signal: AbortSignal,
  progress: (progress: RaceProgress) => void,
): Promise<Report> {
  const results = await race({
    ...options,
    openHost: () => forkRaceHost(HOST_PROGRAM),
    signal,
    progress,
  });
  return createReport(results, circumstancesOf(options), options.language);
}

/** On a terminal one line that changes; elsewhere a line for each cell as it starts. */
function progressOnTerminal(language: ReportLanguage): (progress: RaceProgress) => void {
  const { stderr } = process;
  if (!stderr.isTTY) {
    return (progress) => {
      if (progress.phase === "starting") stderr.write(`${progressInWords(progress, language)}\n`);
    };
  }
  return (progress) => {
    const isLast = progress.cell === progress.cells && progress.phase === "done";
    stderr.write(`\r\u001b[K${isLast ? "" : progressInWords(progress, language)}`);
  };
}

/** False when it cannot be written, after saying so. */
function save(report: Report, { file, format }: { file: string; format: ReportFormat }): boolean {
  try {
    writeFileSync(file, formatReport(report, format));
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${PHRASES[report.language].notWritten(file)}${why}\n`);
    return false;
  }
}
