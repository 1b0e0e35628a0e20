import type { TFunction } from "i18next";
import { type CellResult, isMeasured, isSound, type Measured } from "../../protocol/report.ts";
import { data, duration, number } from "./figures.ts";

/** A share of the best value up to which a difference is none: timings waver, bytes hardly do. */
const TIMED = 0.25;
const COUNTED = 0.05;

/** What a race has shown, in sentences of the app's language: the report's own are English. */
export function verdictOf(results: readonly CellResult[], t: TFunction, locale: string): string[] {
  const measured = results.filter(isMeasured);
  const sound = measured.filter(isSound); // what loses messages has won nothing
  const name = ({ transport }: CellResult): string => t(`transport.name.${transport}`);

  function comparison(
    what: "fastest" | "bytes" | "requests" | "cpu",
    noise: number,
    figure: (result: Measured) => number | null,
    show: (value: number, locale: string) => string,
  ): string[] {
    const ranked = sound
      .flatMap((result) => {
        const value = figure(result);
        return value === null ? [] : [{ result, value }];
      })
      .sort((one, other) => one.value - other.value);
    const [first] = ranked;
    const last = ranked.at(-1);
    if (!first || !last) return [];
    const words = { what: t(`race.said.${what}`), name: name(first.result), best: show(first.value, locale) };
    if (first === last) return [t("race.said.only", words)];
    const worst = show(last.value, locale);
    if (last.value <= first.value * (1 + noise)) return [t("race.said.equal", { ...words, worst })];
    const other = name(last.result);
    if (first.value <= 0) return [t("race.said.toZero", { ...words, other, worst })];
    const times = number(last.value / first.value, locale);
    return [t("race.said.first", { ...words, other, worst, times })];
  }

  return [
    ...(sound.length > 0
      ? [t("race.said.sound", { names: sound.map(name).join(t("race.said.comma")) })]
      : []),
    ...measured
      .filter((result) => !isSound(result))
      .map((result) =>
        t("race.said.unsound", {
          name: name(result),
          lost: result.lost,
          duplicated: result.duplicated,
          reordered: result.reordered,
        }),
      ),
    ...results.flatMap((result) =>
      isMeasured(result) ? [] : [t(`race.said.${result.outcome}`, { name: name(result) })],
    ),
    ...comparison("fastest", TIMED, ({ latencyMs }) => latencyMs?.p50 ?? null, duration),
    ...comparison("bytes", COUNTED, ({ wireBytesPerMessage }) => wireBytesPerMessage, data),
    ...comparison("requests", COUNTED, ({ requestsPerMessage }) => requestsPerMessage, number),
    ...comparison("cpu", TIMED, ({ cpuMsPer1000 }) => cpuMsPer1000, duration),
  ];
}
