import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { useChat } from "../state/chat.ts";
import { raceAllSix } from "./race-commands.ts";
import { type RaceProblem, setRace, useRace } from "./race-state.ts";

/** What does the same without the host's help. */
const COMMAND = "npm run -s pushpull -- lab";

/** In place of a race: that there is none yet, and what one is for. */
export function NoRaceYet() {
  const { t } = useTranslation();
  const isStarting = useRace((race) => race.isStarting);
  return (
    <Message title={t("race.empty")}>
      <p>{t("race.emptyHint")}</p>
      <div className="race-message-buttons">
        <Button
          kind="primary"
          icon="play"
          busy={isStarting ? t("race.starting") : undefined}
          onClick={() => void raceAllSix()}
        >
          {t("race.raceAllSix")}
        </Button>
        <Button onClick={() => setRace({ isSetupOpen: true })}>{t("race.setUpOne")}</Button>
      </div>
    </Message>
  );
}

/** In place of all: why this host shows no races here, and what does the same. */
export function NoRacesHere({ refusal }: { refusal: RaceProblem }) {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  const isForbidden = refusal.code === "forbidden-races";
  return (
    <Message title={t(isForbidden ? "race.forbidden" : "race.noRaces")}>
      <p>{t(isForbidden ? "race.forbiddenHint" : "race.noRacesHint", { host })}</p>
      {!isForbidden && <p lang="en">{refusal.message}</p>}
      <p>{t("race.commandLine")}</p>
      <code>{COMMAND}</code>
    </Message>
  );
}

function Message({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="race-message">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
