import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { isRunning, setRace, useRace } from "./race-state.ts";

/** What this screen is, and the ways to its two views. */
export function RaceHead() {
  const { t } = useTranslation();
  const { view, list, refusal, forgotten, isSetupOpen, page } = useRace();
  const title = useRef<HTMLHeadingElement>(null);
  // What had the focus is behind this screen now.
  useEffect(() => title.current?.focus(), []);
  const kept = list?.kept.filter(({ id }) => id !== forgotten?.id).length ?? 0;
  const isSetupOffered = view === "past" || (!isSetupOpen && !isRunning({ page }) && page !== null);
  return (
    <header className="race-head">
      <div className="race-title">
        <h1 ref={title} tabIndex={-1}>
          {t("race.race")}
        </h1>
        <p className="ellipsis">{t("race.subtitle")}</p>
      </div>
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
    </header>
  );
}
