import { useTranslation } from "react-i18next";
import type { KeptRace } from "../../protocol/race.ts";
import { Button, IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { CompareView } from "./compare-view.tsx";
import "./past-races.css";
import { compareMarked, forgetRace, mark, showKept, undoForget } from "./race-commands.ts";
import { setRace, useRace } from "./race-state.ts";
import { useWhen } from "./use-race-text.ts";

/** The races that the host keeps: to open, to forget, and two to compare. */
export function PastRaces() {
  const { t } = useTranslation();
  const list = useRace((race) => race.list);
  const forgotten = useRace((race) => race.forgotten);
  const marked = useRace((race) => race.marked);
  const compared = useRace((race) => race.compared);
  const when = useWhen();
  const kept = list?.kept.filter(({ id }) => id !== forgotten?.id) ?? [];
  return (
    <>
      {compared && <CompareView pages={compared} onClose={() => setRace({ compared: null })} />}
      <div>
        <div className="past-head">
          <h2>{t("race.past")}</h2>
          <p className="race-note">{t(kept.length > 0 ? "race.pastHint" : "race.pastEmpty")}</p>
          {kept.length > 1 && (
            <Button disabled={marked.length < 2} onClick={() => void compareMarked()}>
              {t("race.compare")}
            </Button>
          )}
        </div>
        {forgotten && (
          <div className="past-forgotten">
            <p role="status">{t("race.forgotten", { time: when(forgotten.startedAt) })}</p>
            <Button size="small" onClick={undoForget}>
              {t("race.undo")}
            </Button>
          </div>
        )}
        {kept.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys
          <section className="past-box" tabIndex={0} aria-label={t("race.past")}>
            <table className="past-table">
              <thead>
                <tr>
                  <th scope="col">{t("race.mark")}</th>
                  <th scope="col">{t("race.when")}</th>
                  <th scope="col">{t("race.field.scenario")}</th>
                  <th scope="col">{t("race.field.transports")}</th>
                  <th scope="col">{t("race.field.conditions")}</th>
                  <th scope="col">{t("race.field.mode")}</th>
                  <th scope="col" title={t("race.soundAbout")}>
                    {t("race.sound")}
                  </th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {kept.map((race) => (
                  <Row key={race.id} race={race} isMarked={marked.includes(race.id)} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </>
  );
}

function Row({ race, isMarked }: { race: KeptRace; isMarked: boolean }) {
  const { t } = useTranslation();
  const { id, setup, sound, startedAt } = race;
  const time = useWhen()(startedAt);
  return (
    <tr>
      <td>
        <label className="past-mark">
          <input
            type="checkbox"
            aria-label={t("race.markRace", { time })}
            checked={isMarked}
            onChange={(event) => mark(id, event.target.checked)}
          />
        </label>
      </td>
      <th scope="row">
        <button
          type="button"
          className="past-open"
          aria-label={t("race.openRace", { time })}
          onClick={() => void showKept(id)}
        >
          {time}
        </button>
      </th>
      <td>
        {t(`race.scenario.${setup.scenario}`)}, {t("race.charts.seconds", { seconds: setup.seconds })}
      </td>
      <td>
        <span className="past-transports">
          {setup.transports.map((transport) => (
            <TransportMark key={transport} transport={transport} />
          ))}
          <span className="spoken">
            {setup.transports.map((transport) => t(`transport.name.${transport}`)).join(", ")}
          </span>
        </span>
      </td>
      <td>{t(`network.choice.${setup.conditions}`)}</td>
      <td>{t(setup.together ? "race.mode.together" : "race.mode.inTurn")}</td>
      <td>
        <span className={sound ? "past-sound" : "past-sound not"}>
          <Icon name={sound ? "check" : "alert"} size={13} />
          {t(sound ? "race.isSound" : "race.notSound")}
        </span>
      </td>
      <td>
        <IconButton icon="close" label={t("race.forgetRace", { time })} onClick={() => forgetRace(race)} />
      </td>
    </tr>
  );
}
