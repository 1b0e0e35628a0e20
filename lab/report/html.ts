import {
  type CellResult,
  type Claim,
  type Extrapolation,
  isMeasured,
  isSound,
  type Measured,
  type Report,
  type Verdict,
} from "../../protocol/report.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { bytesChart, latencyChart, mark } from "./charts.ts";
import { capital, count, data, duration, number } from "./figures-in-words.ts";
import { Markup, markup } from "./markup.ts";
import { heatsOf } from "./report.ts";
import { STYLE } from "./style.ts";
import { nameOf } from "./transports.ts";

/** The report as one HTML page that loads nothing, from anywhere. */
export function reportHtml(report: Report): string {
  const heats = heatsOf(report.results);
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>Pushpull: the race of ${report.date.slice(0, 10)}</title>
<style>${STYLE_MARKUP}</style></head>
<body><main>
<h1>The race of the transports</h1>
<p class="lead">The same messages over each transport, and what each one cost.</p>
${circumstances(report)}
${heats.length > 1 ? overview(report, heats) : markup``}
${report.verdicts.map((verdict, i) => heat(verdict, heats[i] ?? []))}
<section><h2>How it was measured</h2><ul>${report.notes.map((note) => markup`<li>${note}</li>`)}</ul></section>
</main></body></html>
`;
  return page.toString();
}

/** The program's own, so it needs no escaping. */
const STYLE_MARKUP = new Markup(STYLE);

function circumstances(report: Report): Markup {
  const { cpu, cores, memory, os } = report.machine;
  const rows: readonly [string, string | Markup][] = [
    ["Date", report.date],
    ["Order", report.mode === "together" ? "all at once, for show" : "one after the other"],
    ["Machine", `${cpu}, ${cores} cores, ${data(memory)} of memory, ${os}`],
    ["Versions", `Pushpull ${report.pushpull}, Node ${report.node}`],
    ["Seed", String(report.seed)],
    ["To repeat it", markup`<code>${report.command}</code>`],
  ];
  return markup`<dl>${rows.map(([term, value]) => markup`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}

const anchorOf = ({ scenario, conditions }: Pick<Verdict, "scenario" | "conditions">): string =>
  `${scenario}-${conditions}`;

/** Where there is more than one table: the medians of all, and the way to each. */
function overview({ results, verdicts }: Report, heats: readonly (readonly CellResult[])[]): Markup {
  const raced = TRANSPORTS.filter((name) => results.some(({ transport }) => transport === name));
  const cell = (result: CellResult | undefined): Markup => {
    if (!result) return markup`<td></td>`;
    const text = isMeasured(result) ? duration(result.latencyMs?.p50 ?? null) : result.outcome;
    return markup`<td class="${isSound(result) ? "" : "faulty"}">${text}</td>`;
  };
  return markup`<section><h2>Overview</h2>
<p class="lead">Latency in the median. Red: something was lost, came twice or out of order, or the race failed.</p>
<div class="scroll"><table><thead><tr><th class="text" scope="col">scenario, conditions</th>${raced.map(
    (transport) => markup`<th scope="col">${mark(transport)}${nameOf(transport)}</th>`,
  )}</tr></thead><tbody>${verdicts.map(
    (verdict, i) =>
      markup`<tr><th scope="row"><a href="#${anchorOf(verdict)}">${verdict.scenario}, ${verdict.conditions}</a></th>${raced.map(
        (name) => cell(heats[i]?.find(({ transport }) => transport === name)),
      )}</tr>`,
  )}</tbody></table></div></section>`;
}

function heat(verdict: Verdict, results: readonly CellResult[]): Markup {
  const { scenario, conditions, shows, sentences, claims } = verdict;
  const measured = results.filter(isMeasured);
  const [first] = measured;
  const scale = first
    ? `${count(first.clients, "client")}, ${count(first.sent, "message")}, texts of ${data(first.size)}, ${number(first.seconds)} s.`
    : "";
  return markup`<section id="${anchorOf(verdict)}"><h2>${capital(scenario)}, ${conditions}</h2>
<p class="lead">${shows} ${scale}</p>
<ul>${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>
<div class="charts">${latencyChart(measured)}${bytesChart(measured)}</div>
${measured.length > 0 ? figures(measured) : markup``}
${claims.length > 0 ? articles(claims) : markup``}
${measured.length > 0 ? scaled(verdict) : markup``}</section>`;
}

interface Column<Row> {
  head: string;
  cell(row: Row): string;
  /** Whether the value is a fault. */
  isFault?(row: Row): boolean;
}

const COLUMNS: readonly Column<Measured>[] = [
  { head: "p50", cell: ({ latencyMs }) => duration(latencyMs?.p50 ?? null) },
  { head: "p95", cell: ({ latencyMs }) => duration(latencyMs?.p95 ?? null) },
  { head: "p99", cell: ({ latencyMs }) => duration(latencyMs?.p99 ?? null) },
  { head: "worst", cell: ({ latencyMs }) => duration(latencyMs?.max ?? null) },
  { head: "bytes per delivery", cell: (one) => number(one.wireBytesPerMessage) },
  { head: "overhead factor", cell: (one) => number(one.overheadFactor) },
  { head: "requests per delivery", cell: (one) => number(one.requestsPerMessage) },
  { head: "requests per message", cell: (one) => number(one.requestsPerSent) },
  { head: "connections", cell: ({ connections }) => number(connections) },
  { head: "CPU ms per 1,000", cell: (one) => number(one.cpuMsPer1000) },
  { head: "memory per client", cell: (one) => data(one.memoryPerConnection) },
  { head: "of that, in use", cell: (one) => data(one.heapPerConnection) },
  { head: "handshake per client", cell: ({ setup }) => data(setup.handshakeBytesPerClient) },
  { head: "connected in", cell: ({ setup }) => duration(setup.connectMs) },
  { head: "sent", cell: ({ sent }) => number(sent) },
  { head: "delivered", cell: ({ delivered }) => number(delivered) },
  { head: "breaks", cell: ({ repairs }) => number(repairs.drops) },
  { head: "lost", cell: ({ lost }) => number(lost), isFault: ({ lost }) => lost > 0 },
  { head: "twice", cell: (one) => number(one.duplicated), isFault: ({ duplicated }) => duplicated > 0 },
  { head: "out of order", cell: (one) => number(one.reordered), isFault: ({ reordered }) => reordered > 0 },
];

/** Twenty columns beside each other would not fit, so each transport has one, and each figure a row. */
function figures(measured: readonly Measured[]): Markup {
  return markup`<h3>Figures</h3><div class="scroll"><table><thead><tr><th class="text" scope="col">figure</th>${measured.map(
    ({ transport }) => markup`<th scope="col">${mark(transport)}${nameOf(transport)}</th>`,
  )}</tr></thead><tbody>${COLUMNS.map(
    ({ head, cell, isFault }) =>
      markup`<tr><th scope="row">${head}</th>${measured.map(
        (result) => markup`<td class="${isFault?.(result) ? "faulty" : ""}">${cell(result)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

function articles(claims: readonly Claim[]): Markup {
  return markup`<h3>What articles say</h3><ul>${claims.map(
    ({ claim, verdict, figures: why }) =>
      markup`<li>“${claim}” <span class="verdict ${verdict.replace(" ", "-")}">${capital(verdict)}.</span> ${why}</li>`,
  )}</ul>`;
}

const SCALED: readonly Column<Extrapolation>[] = [
  { head: "bytes/s", cell: ({ bytesPerSecond }) => data(bytesPerSecond) },
  { head: "requests/s", cell: ({ requestsPerSecond }) => number(requestsPerSecond) },
  { head: "connections", cell: ({ connections }) => number(connections) },
  { head: "processor cores", cell: ({ cores }) => number(cores) },
];

function scaled({ extrapolations, howExtrapolated }: Verdict): Markup {
  return markup`<h3>What more users would cost</h3><p class="how">${howExtrapolated ?? ""}</p>
<div class="scroll"><table><thead><tr><th scope="col">users</th><th class="text" scope="col">transport</th>${SCALED.map(
    ({ head }) => markup`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${extrapolations.map(
    (row) =>
      markup`<tr><td>${number(row.users)}</td><th scope="row">${mark(row.transport)}${nameOf(row.transport)}</th>${SCALED.map(
        ({ cell }) => markup`<td>${cell(row)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}
