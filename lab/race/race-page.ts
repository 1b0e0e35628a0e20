import type { RacePage } from "../../protocol/race.ts";
import type { RaceRecord, ReportLanguage } from "../../protocol/report.ts";
import { resultIn } from "../report/reasons.ts";
import { reportIn } from "../report/report.ts";
import { wordsOf } from "../report/words/words-of.ts";

/** A race as it is remembered: what is said of it is made when somebody asks. */
export type RememberedRace = Omit<RacePage, "report"> & { report: RaceRecord | null };

/** A race as a page shows it: in a language, with the points after the one of that number. */
export function pageIn(race: RememberedRace, after: number, language: ReportLanguage): RacePage {
  const words = wordsOf(language);
  return {
    ...race,
    cells: race.cells.map((cell) => ({ ...cell, result: cell.result && resultIn(cell.result, words) })),
    points: race.points.filter(({ n }) => n > after),
    report: race.report && reportIn(race.report, language),
  };
}
