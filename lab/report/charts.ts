import { LEAST_DELIVERIES } from "../../protocol/ranking.ts";
import type { Measured, Spread } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { data, duration, number } from "./figures-in-words.ts";
import { type Markup, markup } from "./markup.ts";
import { LOOKS } from "./transports.ts";
import type { ReportWords } from "./words/report-words.ts";

// Sizes in the chart's own units, which are about px.
const WIDTH = 520;
const LABELS = 128;
const ROW = 30;
const TOP = 8;
const BOTTOM = 24;
/** Kept free at the right, for the value that stands behind the longest bar. */
const VALUES = 64;
/** Kept free at the right of an axis, for half of its last label. */
const AXIS_END = 24;

/** A transport's mark at a place in a chart, or beside its name in a text. */
function shape(transport: TransportName, x: number, y: number, scale = 1): Markup {
  const place = `translate(${round(x)} ${round(y)}) scale(${scale})`;
  return markup`<path class="${transport}" fill="currentColor" transform="${place}" d="${LOOKS[transport].shape}"/>`;
}

export function mark(transport: TransportName): Markup {
  return markup`<svg class="mark" viewBox="-5 -5 10 10" aria-hidden="true">${shape(transport, 0, 0)}</svg>`;
}

/**
 * How the latencies are spread, on a logarithmic axis: the box holds the middle half, its line is the median, the thin
 * line runs from the fastest to the slowest 5 % (where there are enough deliveries to say so), and the mark is the worst.
 */
export function latencyChart(results: readonly Measured[], { page, transport: nameOf }: ReportWords): Markup {
  const rows = results.flatMap(({ transport, latencyMs }) => (latencyMs ? [{ transport, latencyMs }] : []));
  if (rows.length === 0) return markup``;
  // Whole decades hold all values; 0.01 ms is less than any clock here tells.
  const low = Math.floor(Math.log10(Math.max(0.01, Math.min(...rows.map(({ latencyMs }) => latencyMs.p5)))));
  const top = Math.ceil(Math.log10(Math.max(...rows.map(({ latencyMs }) => latencyMs.max))));
  const high = Math.max(top, low + 1);
  const x = (ms: number): number =>
    LABELS + ((Math.log10(Math.max(ms, 10 ** low)) - low) / (high - low)) * (WIDTH - LABELS - AXIS_END);
  const height = TOP + rows.length * ROW + BOTTOM;
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const alternative = rows
    .map(({ transport, latencyMs: { p50, p5, max } }) => {
      const name = nameOf[transport];
      return page.latencyRow({ transport: name, p50: duration(p50), p5: duration(p5), max: duration(max) });
    })
    .join(page.between);
  return markup`<figure><figcaption>${page.latencyChart}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${alternative}">
${decades.map((ms) => gridline(x(ms), height, decade(ms)))}
${rows.map(({ transport, latencyMs }, row) => markup`${label(transport, nameOf[transport], middle(row))}${box(transport, latencyMs, middle(row), x)}`)}
</svg></figure>`;
}

function box(transport: TransportName, spread: Spread, y: number, x: (ms: number) => number): Markup {
  const [from, to] = [x(spread.p25), x(spread.p75)];
  return markup`
<g class="${transport}">${spread.count < LEAST_DELIVERIES ? "" : line(spread, y, x)}
<rect x="${round(from)}" y="${y - 7}" width="${round(Math.max(1, to - from))}" height="14" fill="currentColor" fill-opacity=".45"/></g>
<line class="median" x1="${round(x(spread.p50))}" x2="${round(x(spread.p50))}" y1="${y - 9}" y2="${y + 9}"/>
${shape(transport, x(spread.max), y)}`;
}

/** From the fastest to the slowest 5 %. */
function line({ p5, p95 }: Spread, y: number, x: (ms: number) => number): Markup {
  return markup`<line x1="${round(x(p5))}" x2="${round(x(p95))}" y1="${y}" y2="${y}" stroke="currentColor"/>`;
}

/** Wire bytes by deliveries, as bars from 0. */
export function bytesChart(results: readonly Measured[], { page, transport: nameOf }: ReportWords): Markup {
  const rows = results.flatMap(({ transport, wireBytesPerMessage: bytes, textBytes, delivered }) =>
    bytes === null ? [] : [{ transport, bytes, text: textBytes / delivered }],
  );
  const [first] = rows;
  if (!first) return markup``;
  const most = Math.max(...rows.map(({ bytes }) => bytes));
  const length = (bytes: number): number => (bytes / most) * (WIDTH - LABELS - VALUES);
  const height = TOP + rows.length * ROW + BOTTOM;
  const alternative = rows
    .map(({ transport, bytes }) => page.bytesRow(nameOf[transport], data(bytes)))
    .join(page.between);
  return markup`<figure><figcaption>${page.bytesChart(data(first.text))}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${alternative}">
${gridline(LABELS, height, "0")}
${rows.map(({ transport, bytes }, row) => {
  const y = middle(row);
  const end = length(bytes);
  return markup`${label(transport, nameOf[transport], y)}<rect class="${transport}" x="${LABELS}" y="${y - 8}" width="${round(end)}" height="16" fill="currentColor"/>
<text class="value" x="${round(LABELS + end + 6)}" y="${y + 4}">${data(bytes)}</text>`;
})}
<line class="median" x1="${round(LABELS + length(first.text))}" x2="${round(LABELS + length(first.text))}" y1="${TOP}" y2="${height - BOTTOM}"/>
</svg></figure>`;
}

/** Where a row's middle is. */
const middle = (row: number): number => TOP + row * ROW + ROW / 2;

function label(transport: TransportName, name: string, y: number): Markup {
  return markup`${shape(transport, 8, y, 1.1)}<text x="20" y="${y + 4}">${name}</text>`;
}

function gridline(x: number, height: number, text: string): Markup {
  return markup`<line class="grid" x1="${round(x)}" x2="${round(x)}" y1="${TOP}" y2="${height - BOTTOM}"/>
<text x="${round(x)}" y="${height - 8}" text-anchor="middle">${text}</text>`;
}

/** A power of ten of ms. */
const decade = (ms: number): string => (ms < 1_000 ? `${number(ms)} ms` : `${number(ms / 1_000)} s`);

const round = (value: number): number => Math.round(value * 10) / 10;
