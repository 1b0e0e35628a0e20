import type { RaceProgress } from "../lab/race/race.ts";
import { capital, data, duration, number, UNKNOWN } from "../lab/report/figures-in-words.ts";
import { heatsOf } from "../lab/report/report.ts";
import { nameOf } from "../lab/report/transports.ts";
import { type CellResult, isMeasured, type Measured, type Report, type Verdict } from "../protocol/report.ts";

/** A finished race, for people at a terminal. */
export function reportInWords(report: Report): string {
  const heats = heatsOf(report.results);
  return [
    ...report.verdicts.map((verdict, i) => heatInWords(verdict, heats[i] ?? [])),
    report.notes.join("\n"),
    `Pushpull ${report.pushpull}, Node ${report.node}, ${report.machine.cpu}, ${report.machine.cores} cores, ` +
      `${data(report.machine.memory)}, ${report.machine.os}. To repeat it:\n  ${report.command}`,
  ].join("\n\n");
}

/** Where a race is, in a line. */
export function progressInWords(progress: RaceProgress): string {
  const { cell, cells, transport, scenario, conditions, phase, delivered, expected, p50Ms } = progress;
  const where = `${cell}/${cells} ${scenario}, ${conditions}: ${nameOf(transport)} ${phase}`;
  if (phase === "starting" || phase === "connecting") return where;
  return `${where}, ${number(delivered)} of ${number(expected)} delivered, median ${duration(p50Ms)}`;
}

function heatInWords(verdict: Verdict, results: readonly CellResult[]): string {
  const { scenario, conditions, shows, sentences, claims, extrapolations, howExtrapolated } = verdict;
  const parts = [
    `${capital(scenario)}, ${conditions}. ${shows}`,
    table(COLUMNS, results.filter(isMeasured)),
    sentences.join("\n"),
  ];
  if (howExtrapolated !== null) {
    parts.push(`${howExtrapolated}\n\n${table(SCALED_COLUMNS, extrapolations)}`);
  }
  if (claims.length > 0) {
    parts.push(
      claims.map((claim) => `"${claim.claim}" ${capital(claim.verdict)}. ${claim.figures}`).join("\n"),
    );
  }
  return parts.filter((part) => part !== "").join("\n\n");
}

interface Column<Row> {
  head: string;
  cell(row: Row): string;
}

const COLUMNS: readonly Column<Measured>[] = [
  { head: "transport", cell: ({ transport }) => nameOf(transport) },
  { head: "p50", cell: ({ latencyMs }) => duration(latencyMs?.p50 ?? null) },
  { head: "p95", cell: ({ latencyMs }) => duration(latencyMs?.p95 ?? null) },
  { head: "p99", cell: ({ latencyMs }) => duration(latencyMs?.p99 ?? null) },
  { head: "worst", cell: ({ latencyMs }) => duration(latencyMs?.max ?? null) },
  { head: "bytes/delivery", cell: ({ wireBytesPerMessage }) => number(wireBytesPerMessage) },
  { head: "requests/delivery", cell: ({ requestsPerMessage }) => number(requestsPerMessage) },
  { head: "overhead", cell: ({ overheadFactor }) => `${number(overheadFactor)} x` },
  { head: "connections", cell: ({ connections }) => number(connections) },
  { head: "CPU ms/1,000", cell: ({ cpuMsPer1000 }) => number(cpuMsPer1000) },
  { head: "heap/client", cell: ({ heapPerConnection }) => data(heapPerConnection) },
  { head: "lost", cell: ({ lost }) => number(lost) },
  { head: "twice", cell: ({ duplicated }) => number(duplicated) },
  { head: "out of order", cell: ({ reordered }) => number(reordered) },
];

type Scaled = Verdict["extrapolations"][number];

const SCALED_COLUMNS: readonly Column<Scaled>[] = [
  { head: "users", cell: ({ users }) => users.toLocaleString("en") },
  { head: "transport", cell: ({ transport }) => nameOf(transport) },
  { head: "bytes/s", cell: ({ bytesPerSecond }) => data(bytesPerSecond) },
  { head: "requests/s", cell: ({ requestsPerSecond }) => number(requestsPerSecond) },
  {
    head: "connections",
    cell: ({ connections }) => (connections === null ? UNKNOWN : number(Math.round(connections))),
  },
  { head: "cores", cell: ({ cores }) => number(cores) },
];

/** A table of text; empty without rows. */
function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const lines = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const isText = columns.map(({ head }) => head === "transport");
  const padded = (text: string, i: number): string =>
    isText[i] ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0);
  return lines.map((line) => `  ${line.map(padded).join("  ")}`.trimEnd()).join("\n");
}
