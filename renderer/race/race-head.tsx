import { useTranslation } from "react-i18next";
import { OverHead } from "../app/over-screen.tsx";
import { Button } from "../look/button.tsx";
import { isRunning, setRace, useRace } from "./race-state.ts";

/** What this screen is, and the ways to its two views. */
export function RaceHead() {
  const { t } = useTranslation();
  const { view, list, refusal, forgotten, isSetupOpen, page } = useRace();
  const kept = list?.kept.filter(({ id }) => id !== forgotten?.id).length ?? 0;
  const isSetupOffered = view === "past" || (!isSetupOpen && !isRunning({ page }) && page !== null);
  return (
    <OverHead title={t("race.race")} below={<p className="ellipsis">{t("race.subtitle")}</p>}>
      {!refusal && view === "race" && list !== null && (
        <Button onClick={() => setRace({ view: "past", problem: null })}>
          {kept > 0 ? t("race.pastCount", { count: kept }) : t("race.past")}
        </Button>
      )}
      {!refusal && view === "past" && (
        <Button icon="back" onClick={() => setRace({ view: "race", problem: null })}>
          {t("race.toRace")}
        </Button>
      )}
      {!refusal && isSetupOffered && (
        <Button onClick={() => setRace({ view: "race", isSetupOpen: !isRunning({ page }) })}>
          {t("race.setUp")}
        </Button>
      )}
    </OverHead>
  );
}
