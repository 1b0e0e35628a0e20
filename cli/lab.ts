import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { forkRaceHost } from "../lab/race/fork-race-host.ts";
import { type RaceProgress, race } from "../lab/race/race.ts";
import { circumstancesOf } from "../lab/report/circumstances.ts";
import { formatReport, type ReportFormat } from "../lab/report/formats.ts";
import { createReport } from "../lab/report/report.ts";
import { type CellResult, isSound, type Report, type ReportLanguage } from "../protocol/report.ts";
import { LAB_HELP, type LabOptions, readLabOptions } from "./lab-options.ts";
import { PHRASES } from "./lab-phrases.ts";
import { progressInWords } from "./lab-words.ts";
import { createOutput, type Output } from "./output.ts";
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
  /** By the cell's index: some of a heat that is raced together may end before others. */
  const finished: CellResult[] = [];
  try {
    const results = await race({
      ...options,
      openHost: () => forkRaceHost(HOST_PROGRAM),
      signal: stop.signal,
      progress: tell,
      finished: (cell, result) => {
        finished[cell] = result;
      },
    });
    return publish(createReport(results, circumstancesOf(options), options.language), options, output);
  } catch (error) {
    if (error !== stopped) throw error;
    return stoppedEarly(Object.values(finished), options, output);
  }
}

/** Prints the report and writes it. The exit code. */
function publish(report: Report, { out }: LabOptions, output: Output): number {
  output(report);
  if (out && !save(report, out)) return 1;
  return report.results.every(isSound) ? 0 : 1;
}

/** What was finished is not lost; that it is not all stands in the report, too. The exit code. */
function stoppedEarly(results: CellResult[], options: LabOptions, output: Output): number {
  const { transports, scenarios, conditions, language, json } = options;
  const cells = transports.length * scenarios.length * conditions.length;
  const said = PHRASES[language];
  const sentence = results.length > 0 ? said.stoppedAt(results.length, cells) : said.stopped;
  if (results.length > 0) {
    const report = createReport(results, circumstancesOf(options), language);
    publish({ ...report, notes: [sentence, ...report.notes] }, options, output);
  }
  process.stderr.write(`${sentence}\n`);
  if (json) output({ event: "stopped", finished: results.length, cells });
  return 1;
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
