import { useTranslation } from "react-i18next";
import { raceNow } from "./race-state.ts";
import { verdictOf } from "./verdict.ts";

/** What a screen reader hears when the race on screen has ended. */
export function useEndText(): () => string {
  const { t, i18n } = useTranslation();
  return () => {
    const { page } = raceNow();
    if (page?.state === "cancelled") return t("race.endedCancelled");
    if (page?.state !== "finished" || !page.report) return t("race.endedFailed");
    const verdict = verdictOf(page.report.results, t, i18n.language).join(" ");
    return t("race.ended", { verdict });
  };
}
