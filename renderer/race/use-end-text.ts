import { useTranslation } from "react-i18next";
import { raceNow } from "./race-state.ts";

/** What a screen reader hears when the race on screen has ended. */
export function useEndText(): () => string {
  const { t } = useTranslation();
  return () => {
    const { page } = raceNow();
    if (page?.state === "cancelled") return t("race.endedCancelled");
    if (page?.state !== "finished" || !page.report) return t("race.endedFailed");
    const verdict = page.report.verdicts.flatMap(({ sentences }) => sentences).join(" ");
    return t("race.ended", { verdict });
  };
}
