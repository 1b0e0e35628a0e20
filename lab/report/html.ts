import {
  type CellResult,
  type Claim,
  isMeasured,
  isSound,
  quotesIn,
  type Report,
  type Verdict,
  withoutQuote,
} from "../../protocol/report.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { bytesChart, latencyChart, mark } from "./charts.ts";
import { duration } from "./figures-in-words.ts";
import { Markup, markup } from "./markup.ts";
import { heatsOf } from "./report.ts";
import { STYLE } from "./style.ts";
import { costs, figures } from "./tables.ts";
import type { ReportWords } from "./words/report-words.ts";
import { wordsOf } from "./words/words-of.ts";

/** The report as one HTML page that loads nothing, from anywhere. */
export function reportHtml(report: Report): string {
  const heats = heatsOf(report.results);
  const words = wordsOf(report.language);
  const { page } = words;
  const html = markup`<!doctype html>
<html lang="${page.lang}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${page.title(report.date.slice(0, 10))}</title>
<style>${STYLE_MARKUP}</style></head>
<body><main>
<h1>${page.heading}</h1>
<p class="lead">${page.lead}</p>
${circumstances(report, words)}
${heats.length > 1 ? overview(report, heats, words) : markup``}
${report.verdicts.map((verdict, i) => heat(verdict, heats[i] ?? [], words))}
<section><h2>${page.howMeasured}</h2><ul>${report.notes.map((note) => markup`<li>${note}</li>`)}</ul></section>
</main></body></html>
`;
  return html.toString();
}

/** The program's own, so it needs no escaping. */
const STYLE_MARKUP = new Markup(STYLE);

function circumstances(report: Report, { page }: ReportWords): Markup {
  const { fact } = page;
  const rows: readonly [string, string | Markup][] = [
    [fact.date, report.date],
    [fact.order, page.order[report.mode]],
    [fact.machine, page.machine(report.machine)],
    [fact.versions, `Pushpull ${report.pushpull}, Node ${report.node}`],
    [fact.seed, String(report.seed)],
    [fact.repeat, markup`<code>${report.command}</code>`],
  ];
  return markup`<dl>${rows.map(([term, value]) => markup`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}

const anchorOf = ({ scenario, conditions }: Pick<Verdict, "scenario" | "conditions">): string =>
  `${scenario}-${conditions}`;

/** Where there is more than one table: the medians of all, and the way to each. */
function overview(
  { results, verdicts }: Report,
  heats: readonly (readonly CellResult[])[],
  words: ReportWords,
): Markup {
  const { page } = words;
  const raced = TRANSPORTS.filter((name) => results.some(({ transport }) => transport === name));
  const cell = (result: CellResult | undefined): Markup => {
    if (!result) return markup`<td></td>`;
    const text = isMeasured(result) ? duration(result.latencyMs?.p50 ?? null) : page.outcome[result.outcome];
    return markup`<td class="${isSound(result) ? "" : "faulty"}">${text}</td>`;
  };
  return markup`<section><h2>${page.overview}</h2>
<p class="lead">${page.overviewLead}</p>
<div class="scroll"><table><thead><tr><th class="text" scope="col">${page.heats}</th>${raced.map(
    (transport) => markup`<th scope="col">${mark(transport)}${words.transport[transport]}</th>`,
  )}</tr></thead><tbody>${verdicts.map(
    (verdict, i) =>
      markup`<tr><th scope="row"><a href="#${anchorOf(verdict)}">${words.heat(verdict.scenario, verdict.conditions)}</a></th>${raced.map(
        (name) => cell(heats[i]?.find(({ transport }) => transport === name)),
      )}</tr>`,
  )}</tbody></table></div></section>`;
}

function heat(verdict: Verdict, results: readonly CellResult[], words: ReportWords): Markup {
  const { scenario, conditions, shows, sentences, claims } = verdict;
  const measured = results.filter(isMeasured);
  const [first] = measured;
  const quotes = quotesIn(results);
  return markup`<section id="${anchorOf(verdict)}"><h2>${words.heat(scenario, conditions)}</h2>
<p class="lead">${words.joined(shows, ...(first ? [words.page.scale(first)] : []))}</p>
<ul>${sentences.map((sentence) => markup`<li>${quoting(sentence, quotes)}</li>`)}</ul>
<div class="charts">${latencyChart(measured, words)}${bytesChart(measured, words)}</div>
${measured.length > 0 ? figures(measured, words) : markup``}
${claims.length > 0 ? articles(claims, words) : markup``}
${measured.length > 0 ? costs(verdict, words) : markup``}</section>`;
}

/** A sentence in which the words of a program are marked as English. */
function quoting(sentence: string, quotes: readonly string[]): Markup {
  const [said, quote] = withoutQuote(sentence, quotes);
  return quote === "" ? markup`${said}` : markup`${said}<span lang="en">${quote}</span>`;
}

function articles(claims: readonly Claim[], words: ReportWords): Markup {
  return markup`<h3>${words.page.claims}</h3><ul>${claims.map(
    ({ claim, verdict, figures: why }) =>
      markup`<li>${words.quoted(claim)} <span class="verdict ${verdict.replace(" ", "-")}">${words.verdict[verdict]}</span> ${why}</li>`,
  )}</ul>`;
}
