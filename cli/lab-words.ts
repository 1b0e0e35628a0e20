import type { RaceProgress } from "../lab/race/race.ts";
import { data, duration, number, UNKNOWN } from "../lab/report/figures-in-words.ts";
import { heatsOf } from "../lab/report/report.ts";
import { wordsOf } from "../lab/report/words/words-of.ts";
import { cpuOf, grown, latencyOf, megabits } from "../protocol/ranking.ts";
import {
  type CellResult,
  isMeasured,
  type Measured,
  type Report,
  type ReportLanguage,
  type Verdict,
} from "../protocol/report.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { type ColumnName, type CostName, PHRASES } from "./lab-phrases.ts";

/** A finished race, for people at a terminal. */
export function reportInWords(report: Report): string {
  const heats = heatsOf(report.results);
  return [
    ...report.verdicts.map((verdict, i) => heatInWords(verdict, heats[i] ?? [], report.language)),
    report.notes.join("\n"),
    `${PHRASES[report.language].madeOn(report)}\n  ${report.command}`,
  ].join("\n\n");
}

/** Where a race is, in a line. */
export function progressInWords(progress: RaceProgress, language: ReportLanguage = "en"): string {
  const { cell, cells, transport, scenario, conditions, phase, delivered, expected, p50Ms } = progress;
  const words = wordsOf(language);
  const said = PHRASES[language];
  const heat = words.heat(scenario, conditions);
  const where = `${cell}/${cells} ${said.at(heat, words.transport[transport], said.phase[phase])}`;
  if (phase === "starting" || phase === "connecting") return where;
  return where + said.sofar(number(delivered), number(expected), duration(p50Ms));
}

function heatInWords(verdict: Verdict, results: readonly CellResult[], language: ReportLanguage): string {
  const { scenario, conditions, shows, sentences, claims, extrapolations, howExtrapolated } = verdict;
  const words = wordsOf(language);
  const { column, costColumn } = PHRASES[language];
  const nameOf = (transport: TransportName): string => words.transport[transport];
  const parts = [
    `${words.heat(scenario, conditions)}\n${shows}`,
    table(COLUMNS, column, results.filter(isMeasured), nameOf),
    sentences.join("\n"),
  ];
  if (howExtrapolated !== null) {
    parts.push(`${howExtrapolated}\n\n${table(COST_COLUMNS, costColumn, extrapolations, nameOf)}`);
  }
  if (claims.length > 0) {
    parts.push(
      claims
        .map(({ claim, verdict: found, figures }) =>
          words.joined(words.quoted(claim), words.verdict[found], figures),
        )
        .join("\n"),
    );
  }
  return parts.filter((part) => part !== "").join("\n\n");
}

interface Column<Row, Name> {
  name: Name;
  cell(row: Row): string;
}

const COLUMNS: readonly Column<Measured, Exclude<ColumnName, "transport">>[] = [
  { name: "p50", cell: (one) => duration(latencyOf(one, "p50")) },
  { name: "p95", cell: (one) => duration(latencyOf(one, "p95")) },
  { name: "p99", cell: (one) => duration(latencyOf(one, "p99")) },
  { name: "worst", cell: ({ latencyMs }) => duration(latencyMs?.max ?? null) },
  { name: "delivered", cell: ({ delivered }) => number(delivered) },
  { name: "bytes", cell: ({ wireBytesPerMessage }) => data(wireBytesPerMessage) },
  { name: "requests", cell: ({ requestsPerMessage }) => number(requestsPerMessage) },
  { name: "requestsPerSent", cell: ({ requestsPerSent }) => number(requestsPerSent) },
  { name: "overhead", cell: ({ overheadFactor }) => `${number(overheadFactor)} x` },
  { name: "connections", cell: ({ connections }) => number(connections) },
  { name: "cpu", cell: (one) => number(cpuOf(one)) },
  { name: "memory", cell: ({ heapPerConnection }) => data(grown(heapPerConnection)) },
  { name: "lost", cell: ({ lost }) => number(lost) },
  { name: "twice", cell: ({ duplicated }) => number(duplicated) },
  { name: "outOfOrder", cell: ({ reordered }) => number(reordered) },
];

type Scaled = Verdict["extrapolations"][number];

const COST_COLUMNS: readonly Column<Scaled, Exclude<CostName, "transport">>[] = [
  { name: "users", cell: ({ users }) => users.toLocaleString("en") },
  { name: "requests", cell: ({ requestsPerSecond }) => number(requestsPerSecond) },
  { name: "bytes", cell: ({ bytesPerSecond }) => number(megabits(bytesPerSecond)) },
  {
    name: "connections",
    cell: ({ connections }) => (connections === null ? UNKNOWN : number(Math.round(connections))),
  },
  { name: "cores", cell: ({ cores }) => number(cores) },
];

/** A table of text, each row with its transport first; empty without rows. */
function table<Row extends { transport: TransportName }, Name extends string>(
  columns: readonly Column<Row, Name>[],
  heads: Readonly<Record<Name | "transport", string>>,
  rows: readonly Row[],
  nameOf: (transport: TransportName) => string,
): string {
  if (rows.length === 0) return "";
  const lines = [
    [heads.transport, ...columns.map(({ name }) => heads[name])],
    ...rows.map((row) => [nameOf(row.transport), ...columns.map(({ cell }) => cell(row))]),
  ];
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => widthOf(line[i] ?? "")))) ?? [];
  const padded = (text: string, i: number): string => {
    const space = " ".repeat((widths[i] ?? 0) - widthOf(text));
    return i === 0 ? text + space : space + text;
  };
  return lines.map((line) => `  ${line.map(padded).join("  ")}`.trimEnd()).join("\n");
}

/** Columns that a text takes on a terminal: a Chinese character takes two. */
const widthOf = (text: string): number => text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
