import type { ReportLanguage } from "../../../protocol/report.ts";
import { en } from "./en.ts";
import type { ReportWords } from "./report-words.ts";
import { zh } from "./zh.ts";

const WORDS: Readonly<Record<ReportLanguage, ReportWords>> = { en, zh };

/** The words of a report in a language. */
export const wordsOf = (language: ReportLanguage): ReportWords => WORDS[language];
