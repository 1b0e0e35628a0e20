import { useTranslation } from "react-i18next";
import type { RacePage } from "../../protocol/race.ts";
import { Button } from "../look/button.tsx";
import { Quoted } from "./quoted.tsx";
import { RaceCharts } from "./race-charts.tsx";
import { changeForm, startRace } from "./race-commands.ts";
import { RaceProgress } from "./race-progress.tsx";
import { useRace } from "./race-state.ts";
import { ResultTable } from "./result-table.tsx";
import { SaveButtons } from "./save-buttons.tsx";
import { formOf } from "./setup.ts";
import { useSetupText, useWhen } from "./use-race-text.ts";
import { VerdictView } from "./verdict-view.tsx";

/** A race: how far it is, or what became of it. */
export function RaceView({ page }: { page: RacePage }) {
  const { t } = useTranslation();
  const isStarting = useRace((race) => race.isStarting);
  const isSetupOpen = useRace((race) => race.isSetupOpen);
  const setupText = useSetupText();
  const time = useWhen()(page.startedAt);
  const isOver = page.state !== "running";
  const again = (): void => {
    changeForm(formOf(page.setup));
    void startRace();
  };
  return (
    <div className="race-part" data-state={page.state}>
      <div className="race-facts">
        <p>
          <b>{t(`race.state.${page.state}`, { time })}</b>
          <span>
            {setupText(page.setup)} ·{" "}
            {t(page.setup.together ? "race.modeSaid.together" : "race.modeSaid.inTurn")}
          </span>
        </p>
        {isOver && <SaveButtons page={page} />}
        {isOver && !isSetupOpen && (
          <Button
            kind="primary"
            icon="play"
            busy={isStarting ? t("race.starting") : undefined}
            onClick={again}
          >
            {t("race.runAgain")}
          </Button>
        )}
      </div>
      {!isOver && <RaceProgress page={page} />}
      {page.state === "cancelled" && <p>{t("race.cancelled")}</p>}
      {page.state === "failed" && (
        <p>{page.reason === null ? t("race.failedUnknown") : <Reason page={page} />}</p>
      )}
      {page.state === "finished" && page.reason !== null && (
        <p className="race-note">
          <Reason page={page} />
        </p>
      )}
      <RaceCharts page={page} />
      <ResultTable page={page} />
      {page.report && <VerdictView report={page.report} />}
    </div>
  );
}

/** What the host says of the race as a whole. */
function Reason({ page: { reason, quote } }: { page: RacePage }) {
  return <Quoted sentence={reason ?? ""} quotes={quote === null ? [] : [quote]} />;
}
