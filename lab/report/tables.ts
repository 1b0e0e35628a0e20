import { cpuOf, grown, latencyOf, megabits } from "../../protocol/ranking.ts";
import type { Extrapolation, Measured, Verdict } from "../../protocol/report.ts";
import { mark } from "./charts.ts";
import { data, duration, number } from "./figures-in-words.ts";
import { type Markup, markup } from "./markup.ts";
import type { CostName, FigureName, ReportWords } from "./words/report-words.ts";

interface Column<Row, Name> {
  name: Name;
  cell(row: Row): string;
  /** Whether the value is a fault. */
  isFault?(row: Row): boolean;
}

const COLUMNS: readonly Column<Measured, FigureName>[] = [
  { name: "p50", cell: (one) => duration(latencyOf(one, "p50")) },
  { name: "p95", cell: (one) => duration(latencyOf(one, "p95")) },
  { name: "p99", cell: (one) => duration(latencyOf(one, "p99")) },
  { name: "max", cell: ({ latencyMs }) => duration(latencyMs?.max ?? null) },
  { name: "delivered", cell: ({ delivered }) => number(delivered) },
  { name: "bytes", cell: (one) => data(one.wireBytesPerMessage) },
  { name: "requests", cell: (one) => number(one.requestsPerMessage) },
  { name: "requestsPerSent", cell: (one) => number(one.requestsPerSent) },
  { name: "overhead", cell: (one) => number(one.overheadFactor) },
  { name: "held", cell: (one) => number(one.heldPerClient) },
  { name: "connections", cell: ({ connections }) => number(connections) },
  { name: "cpu", cell: (one) => number(cpuOf(one)) },
  { name: "memory", cell: (one) => data(grown(one.heapPerConnection)) },
  { name: "resident", cell: (one) => data(grown(one.memoryPerConnection)) },
  { name: "handshake", cell: ({ setup }) => data(setup.handshakeBytesPerClient) },
  { name: "connectedIn", cell: ({ setup }) => duration(setup.connectMs) },
  { name: "sent", cell: ({ sent }) => number(sent) },
  { name: "breaks", cell: ({ repairs }) => number(repairs.drops) },
  { name: "lost", cell: ({ lost }) => number(lost), isFault: ({ lost }) => lost > 0 },
  { name: "duplicated", cell: (one) => number(one.duplicated), isFault: ({ duplicated }) => duplicated > 0 },
  { name: "reordered", cell: (one) => number(one.reordered), isFault: ({ reordered }) => reordered > 0 },
];

/** So many columns beside each other would not fit, so each transport has one, and each figure a row. */
export function figures(measured: readonly Measured[], { page, transport: nameOf }: ReportWords): Markup {
  return markup`<h3>${page.figures}</h3><div class="scroll"><table><thead><tr><th class="text" scope="col">${page.figure}</th>${measured.map(
    ({ transport }) => markup`<th scope="col">${mark(transport)}${nameOf[transport]}</th>`,
  )}</tr></thead><tbody>${COLUMNS.map(
    ({ name, cell, isFault }) =>
      markup`<tr><th scope="row">${page.column[name]}</th>${measured.map(
        (result) => markup`<td class="${isFault?.(result) ? "faulty" : ""}">${cell(result)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

const SCALED: readonly Column<Extrapolation, CostName>[] = [
  { name: "requests", cell: ({ requestsPerSecond }) => number(requestsPerSecond) },
  { name: "bytes", cell: ({ bytesPerSecond }) => number(megabits(bytesPerSecond)) },
  { name: "connections", cell: ({ connections }) => number(connections) },
  { name: "cores", cell: ({ cores }) => number(cores) },
];

/** What so many users would cost. */
export function costs(
  { extrapolations, howExtrapolated }: Verdict,
  { page, transport: nameOf }: ReportWords,
): Markup {
  const { costColumn } = page;
  return markup`<h3>${page.cost}</h3><p class="how">${howExtrapolated ?? ""}</p>
<div class="scroll"><table><thead><tr><th scope="col">${costColumn.users}</th><th class="text" scope="col">${costColumn.transport}</th>${SCALED.map(
    ({ name }) => markup`<th scope="col">${costColumn[name]}</th>`,
  )}</tr></thead><tbody>${extrapolations.map(
    (row) =>
      markup`<tr><td>${number(row.users)}</td><th scope="row">${mark(row.transport)}${nameOf[row.transport]}</th>${SCALED.map(
        ({ cell }) => markup`<td>${cell(row)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}
