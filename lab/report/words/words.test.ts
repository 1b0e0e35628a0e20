import { describe, expect, test } from "vitest";
import { CLAIM_IDS, isMeasured, quotesIn, REPORT_LANGUAGES } from "../../../protocol/report.ts";
import { network } from "../../../renderer/words/network.ts";
import { race } from "../../../renderer/words/race.ts";
import { transport } from "../../../renderer/words/transport.ts";
import { claimsOf } from "../claims.ts";
import { findingsOf } from "../findings.ts";
import { formatReport } from "../formats.ts";
import { heatsOf } from "../report.ts";
import { everyResult, reportOf } from "../test-results.ts";
import { capital } from "./en-names.ts";
import { wordsOf } from "./words-of.ts";

describe.each(REPORT_LANGUAGES)("in %s", (language) => {
  const words = wordsOf(language);

  test("things are called what the app calls them", () => {
    expect(words.transport).toEqual(transport[language].said);
    expect(words.shows).toEqual(race[language].shows);
    const capitals = (names: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(names).map(([id, name]) => [id, capital(name)]));
    expect(capitals(words.scenario)).toEqual(race[language].scenario);
    const { caption, transport: _, ...columns } = race[language].table;
    expect(words.page.column).toMatchObject(
      Object.fromEntries(Object.entries(columns).map(([id, name]) => [id, uncapital(name)])),
    );
    const { custom, ...choices } = network[language].choice;
    expect(capitals(words.conditions)).toEqual(choices);
    for (const [id, verdict] of Object.entries(race[language].claim))
      expect(words.verdict[id as keyof typeof words.verdict]).toMatch(
        new RegExp(`^${capital(verdict)}[.。]$`),
      );
  });

  test("nothing is left open, and each sentence ends", () => {
    const report = reportOf(everyResult(), language);
    const quotes = quotesIn(report.results);
    const sentences = [
      ...report.notes,
      ...report.verdicts.flatMap(({ sentences, claims, shows, howExtrapolated }) => [
        ...sentences,
        ...claims.flatMap(({ claim, figures }) => [claim, figures]),
        shows,
        howExtrapolated ?? "",
      ]),
      ...Object.values(words.claim),
      ...report.results.flatMap(({ reason }) => reason ?? []),
    ];
    for (const sentence of sentences.filter((one) => !quotes.some((quote) => one.endsWith(quote))))
      expect(sentence).toMatch(language === "zh" ? /。$/ : /^[A-Z0-9i].*\.$/);
    for (const sentence of sentences) expect(sentence).not.toMatch(/\p{Script=Han}[,.;:?!()]/u);
    expect(sentences.join()).not.toMatch(/undefined|NaN|\[object|null/);
  });
});

test("the results that are told here have a finding and a claim of each kind", () => {
  const heats = heatsOf(everyResult());
  const findings = heats.flatMap((heat) => findingsOf(heat)).map(({ kind }) => kind);
  expect(new Set(findings)).toEqual(new Set(["sound", "unsound", "ended", "compared", "few", "idle"]));
  const claims = heats.flatMap((heat) => claimsOf(heat.filter(isMeasured), 1_000));
  expect(new Set(claims.map(({ id }) => id))).toEqual(new Set(CLAIM_IDS));
});

/** As in the middle of a line: abbreviations stay as they are. */
const uncapital = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/** What may stand in English in a Chinese report. */
const NAMES = [/"(command|cpu|os|pushpull|node)": .*/g, /<code>.*?<\/code>/g, /<style>.*?<\/style>/gs];

test.each(["html", "json", "csv"] as const)("a Chinese report as %s holds no English sentence", (format) => {
  const report = reportOf(everyResult(), "zh");
  const machine = { ...report.machine, cpu: "CPU", os: "OS" };
  let text = formatReport({ ...report, machine }, format);
  for (const name of NAMES) text = text.replace(name, "");
  for (const quote of quotesIn(report.results)) text = text.replaceAll(quote, "");
  if (format === "html")
    text = text.replace(/<[^>]*(alt|aria-label)="([^"]*)"[^>]*>/g, "$2").replace(/<[^>]*>/g, "\n");
  expect(text.match(/[A-Za-z][a-z'’]*( [A-Za-z][a-z'’]*){2,}/g) ?? []).toEqual([]);
  expect(text).toMatch(/\p{Script=Han}/u);
});
