import { accessSync, constants, statSync } from "node:fs";
import { dirname, extname } from "node:path";
import type { RaceChoice } from "../lab/race/race.ts";
import { isReportFormat, type ReportFormat } from "../lab/report/formats.ts";
import { wordsOf } from "../lab/report/words/words-of.ts";
import { isPresetName, PRESET_NAMES } from "../protocol/faults.ts";
import { LIMITS, POLL_INTERVAL } from "../protocol/limits.ts";
import { RACE_LIMITS } from "../protocol/race.ts";
import { REPORT_LANGUAGES, type ReportLanguage, reportLanguageSchema } from "../protocol/report.ts";
import { isScenarioName, SCENARIO_NAMES, takesRate } from "../protocol/scenarios.ts";
import { isTransportName, TRANSPORTS } from "../protocol/transport-names.ts";
import { readArgs, UsageError, wholeNumber } from "./usage.ts";

const MOST_SECONDS = 3_600;

export const LAB_HELP = `pushpull lab: race the transports on the same messages, and say what each one costs.

  --transports all|A,B   ${TRANSPORTS.join(", ")} (default all)
  --scenario all|A,B     what is sent (default chat):
${SCENARIO_NAMES.map((name) => `                           ${name.padEnd(14)}${wordsOf("en").shows[name]}`).join("\n")}
  --conditions all|A,B   the network in between (default direct: none):
                         ${PRESET_NAMES.join(", ")}
  --clients N            1 to ${RACE_LIMITS.clients} (default: the scenario's own; for chat 20)
  --rate N               messages per second, all senders together (default: the scenario's own; for chat 20).
                         An order's status and a clock keep their own.
  --size BYTES           of each text, 1 to ${LIMITS.text} (default: the scenario's own; for chat 40)
  --seconds N            of each race (default 10)
  --interval MS          time between two polls of short polling (default ${POLL_INTERVAL.default})
  --seed N               another one sends other messages at other times (default 1)
  --together             all transports at once, for show; otherwise one after the other
  --out FILE             write the report too: .html, .json or .csv
  --lang ${REPORT_LANGUAGES.join("|").padEnd(16)}language of the report, in English or Chinese (default en)
  --json                 print one JSON object a line: progress, and at the end report; stopped, if it was stopped
  --help                 this

Each transport has a host of its own, on this computer. Ctrl+C stops the race, with a report of what is finished by then.
Exit code 0: everything was delivered once and in order wherever the network lets the transport through; 1: it was not, or a
race failed or was stopped.
`;

export interface LabOptions extends RaceChoice {
  /** Where to write the report, and as what. */
  out: { file: string; format: ReportFormat } | null;
  /** Of what is printed and written. */
  language: ReportLanguage;
  json: boolean;
}

/**
 * Reads the arguments of `lab`; null when they ask for help.
 * @throws {UsageError}
 */
export function readLabOptions(args: string[]): LabOptions | null {
  const { values } = readArgs({
    args,
    options: {
      transports: { type: "string", default: "all" },
      scenario: { type: "string", default: "chat" },
      conditions: { type: "string", default: "direct" },
      clients: { type: "string" },
      rate: { type: "string" },
      size: { type: "string" },
      seconds: { type: "string", default: "10" },
      interval: { type: "string", default: String(POLL_INTERVAL.default) },
      seed: { type: "string", default: "1" },
      together: { type: "boolean", default: false },
      out: { type: "string" },
      lang: { type: "string", default: "en" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const { clients, rate, size } = values;
  const scenarios = chosen("--scenario", values.scenario, SCENARIO_NAMES, isScenarioName);
  if (rate !== undefined && !scenarios.some(takesRate))
    throw new UsageError(
      `--rate has no effect on ${scenarios.join(" and ")}: leave it out, a rate of its own is set`,
    );
  return {
    transports: chosen("--transports", values.transports, TRANSPORTS, isTransportName),
    scenarios,
    conditions: chosen("--conditions", values.conditions, PRESET_NAMES, isPresetName),
    scale: {
      ...(clients !== undefined && { clients: wholeNumber("--clients", clients, 1, RACE_LIMITS.clients) }),
      ...(rate !== undefined && { rate: wholeNumber("--rate", rate, 1, RACE_LIMITS.rate) }),
      ...(size !== undefined && { size: wholeNumber("--size", size, 1, LIMITS.text) }),
      seconds: wholeNumber("--seconds", values.seconds, 1, MOST_SECONDS),
    },
    pollInterval: wholeNumber("--interval", values.interval, POLL_INTERVAL.min, POLL_INTERVAL.max),
    seed: wholeNumber("--seed", values.seed, 0, RACE_LIMITS.seed),
    together: values.together,
    out: values.out === undefined ? null : outFile(values.out),
    language: languageNamed(values.lang),
    json: values.json,
  };
}

function languageNamed(value: string): ReportLanguage {
  const language = reportLanguageSchema.safeParse(value);
  if (language.success) return language.data;
  throw new UsageError(`--lang must be ${REPORT_LANGUAGES.join(" or ")}, not "${value}"`);
}

/** Names parted by commas, in the order of all there are, each once; or all of them. */
function chosen<T extends string>(
  option: string,
  value: string,
  names: readonly T[],
  isName: (word: string) => word is T,
): T[] {
  const words = value.split(",").map((word) => word.trim());
  const unknown = words.find((word) => word !== "all" && !isName(word));
  if (unknown !== undefined)
    throw new UsageError(`${option} must be all or some of ${names.join(", ")}, not "${unknown}"`);
  return names.filter((name) => words.includes("all") || words.includes(name));
}

/** Looked at before the race: it would be a pity afterwards. */
function outFile(file: string): { file: string; format: ReportFormat } {
  const format = extname(file).slice(1).toLowerCase();
  if (!isReportFormat(format)) {
    throw new UsageError(`--out must be a file that ends in .html, .json or .csv, not "${file}"`);
  }
  if (!isWritableFolder(dirname(file))) {
    throw new UsageError(`--out: nothing can be written to the folder "${dirname(file)}"`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--out: "${file}" is a folder`);
  }
  return { file, format };
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return statSync(path).isDirectory();
  } catch {
    return false; // whatever the reason, it is said in the same words
  }
}
