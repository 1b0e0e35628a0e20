import project from "../../package.json" with { type: "json" };
import {
  type CellResult,
  isMeasured,
  isSound,
  type RaceRecord,
  type Report,
  type ReportLanguage,
  type Verdict,
} from "../../protocol/report.ts";
import { claimsOf } from "./claims.ts";
import { AUDIENCES, extrapolate } from "./extrapolation.ts";
import { findingsOf } from "./findings.ts";
import { machine } from "./machine.ts";
import { notesOn } from "./notes.ts";
import { resultIn } from "./reasons.ts";
import type { ReportWords } from "./words/report-words.ts";
import { wordsOf } from "./words/words-of.ts";

/** How a race was run. */
export type Circumstances = Pick<RaceRecord, "mode" | "seed" | "command" | "pollIntervalMs" | "seconds">;

/** What is kept of a race that has just ended in this process. */
export function recordOf(results: CellResult[], circumstances: Circumstances): RaceRecord {
  return {
    date: new Date().toISOString(),
    pushpull: project.version,
    node: process.version,
    machine: machine(),
    ...circumstances,
    results,
  };
}

/** The report of a race that has just ended in this process. */
export function createReport(
  results: CellResult[],
  circumstances: Circumstances,
  language: ReportLanguage,
): Report {
  return reportIn(recordOf(results, circumstances), language);
}

/** The report of a race in a language: all its sentences are made here, from the results. */
export function reportIn(record: RaceRecord, language: ReportLanguage): Report {
  const words = wordsOf(language);
  const { results, ...rest } = record;
  return {
    event: "report",
    language,
    ...rest,
    notes: notesOn(record).map(words.note),
    verdicts: heatsOf(results).map((heat) => verdictOn(heat, record.pollIntervalMs, words)),
    results: results.map((result) => resultIn(result, words)),
  };
}

/** The results that belong together: of one scenario under the same conditions. */
export function heatsOf(results: readonly CellResult[]): CellResult[][] {
  const heats = new Map<string, CellResult[]>();
  for (const result of results) {
    const key = `${result.conditions} ${result.scenario}`;
    heats.set(key, [...(heats.get(key) ?? []), result]);
  }
  return [...heats.values()];
}

function verdictOn(results: readonly CellResult[], pollIntervalMs: number, words: ReportWords): Verdict {
  const heat = results.map((result) => resultIn(result, words));
  const [first] = heat;
  if (!first) throw new Error("A heat has at least one result.");
  const measured = heat.filter(isMeasured);
  return {
    scenario: first.scenario,
    conditions: first.conditions,
    shows: words.shows[first.scenario],
    sentences: findingsOf(heat).map(words.finding),
    claims: claimsOf(measured.filter(isSound), pollIntervalMs).map((judgement) => ({
      id: judgement.id,
      claim: words.claim[judgement.id],
      verdict: judgement.verdict,
      figures: words.evidence(judgement),
    })),
    extrapolations: extrapolate(measured),
    howExtrapolated: measured[0] ? words.howExtrapolated(measured[0].clients, AUDIENCES) : null,
  };
}
