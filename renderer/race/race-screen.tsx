import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { OverScreen } from "../app/over-screen.tsx";
import { Icon } from "../look/icon.tsx";
import { useChat } from "../state/chat.ts";
import { addWords } from "../words/index.ts";
import { race } from "../words/race.ts";
import { followRaces, wake } from "./follow-races.ts";
import { PastRaces } from "./past-races.tsx";
import { Quoted } from "./quoted.tsx";
import { forgetNow } from "./race-commands.ts";
import { RaceHead } from "./race-head.tsx";
import { NoRacesHere, NoRaceYet } from "./race-message.tsx";
import "./race-screen.css";
import { isRunning, type RaceProblem, setRace, useRace } from "./race-state.ts";
import { RaceView } from "./race-view.tsx";
import { SetupForm } from "./setup-form.tsx";
import { useEndText } from "./use-end-text.ts";

addWords("race", race);

/** Races the transports on the host's computer, and shows what each one costs. The chat stays as it is, behind it. */
export function RaceScreen() {
  const { t, i18n } = useTranslation();
  const url = useChat((chat) => chat.url);
  const state = useRace();
  const endText = useEndText();
  const ended = useRef(endText);
  ended.current = endText;
  useEffect(() => {
    if (!url) return;
    const off = followRaces(() => ended.current());
    addEventListener("pagehide", forgetNow);
    return () => {
      off();
      removeEventListener("pagehide", forgetNow);
    };
  }, [url]);
  useEffect(() => {
    i18n.on("languageChanged", wake);
    return () => i18n.off("languageChanged", wake);
  }, [i18n]);
  return (
    <OverScreen screen="race" title={t("race.race")} className="race-screen" head={<RaceHead />}>
      <div className="race-body">
        {state.isLost && <Lost />}
        {state.problem && <Problem problem={state.problem} />}
        <Content />
      </div>
    </OverScreen>
  );
}

function Content() {
  const { t } = useTranslation();
  const { refusal, view, list, page, isSetupOpen } = useRace();
  if (refusal) return <NoRacesHere refusal={refusal} />;
  if (view === "past") {
    return (
      <div className="race-part">
        <PastRaces />
      </div>
    );
  }
  const hasSetup = isSetupOpen && !isRunning({ page });
  return (
    <>
      {hasSetup && <SetupForm onClose={() => setRace({ isSetupOpen: false })} />}
      {page && <RaceView page={page} />}
      {!page && list === null && <p className="race-part race-note">{t("race.loading")}</p>}
      {!page && list !== null && !hasSetup && <NoRaceYet />}
    </>
  );
}

function Lost() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  return (
    <p className="race-alert" role="alert">
      <Icon name="alert" />
      {t("race.lost", { host })}
    </p>
  );
}

function Problem({ problem }: { problem: RaceProblem }) {
  const { t } = useTranslation();
  return (
    <p className="race-alert" role="alert">
      <Icon name="alert" />
      {problem.code === "busy" ? (
        t("race.problemBusy")
      ) : (
        <Quoted
          sentence={t("race.problem", { message: problem.message })}
          quotes={problem.code === "no-picture" ? [] : [problem.message]}
        />
      )}
    </p>
  );
}
