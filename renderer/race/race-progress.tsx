import { useTranslation } from "react-i18next";
import type { RaceCell, RacePage } from "../../protocol/race.ts";
import { Button } from "../look/button.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { estimate } from "./estimate.ts";
import { number } from "./figures.ts";
import { cancelRace } from "./race-commands.ts";
import { useRace } from "./race-state.ts";
import { useDuration } from "./use-race-text.ts";
import "./race-progress.css";

/** How far the running race is: in words, as a bar, and the way out. */
export function RaceProgress({ page }: { page: RacePage }) {
  const { t, i18n } = useTranslation();
  const isCancelling = useRace((race) => race.isCancelling);
  const durationOf = useDuration();
  const done = page.cells.reduce((sum, cell) => sum + shareOf(cell, page), 0) / page.cells.length;
  const active = page.cells.filter(isActive);
  const [first] = active;
  const at = first ? page.cells.indexOf(first) : page.cells.length - 1;
  const sum = (of: (cell: RaceCell) => number): string =>
    number(
      active.reduce((all, cell) => all + of(cell), 0),
      i18n.language,
    );
  const words = [
    active.length > 1
      ? t("race.runningMany", { count: active.length })
      : first &&
        t("race.running", {
          transport: t(`transport.name.${first.transport}`),
          phase: t(`race.phase.${first.phase ?? "waiting"}`),
        }),
    !page.setup.together && t("race.cellOf", { cell: at + 1, count: page.cells.length }),
    first &&
      first.expected > 0 &&
      t("race.delivered", {
        delivered: sum(({ delivered }) => delivered),
        expected: sum(({ expected }) => expected),
      }),
    t("race.left", { time: durationOf(estimate(page.setup) * (1 - done)) }),
  ];
  const percent = Math.round(done * 100);
  const text = words.filter(Boolean).join(" · ");
  return (
    <section className="race-progress">
      <p>
        {active.length === 1 && first && <TransportMark transport={first.transport} />}
        {text}
      </p>
      <div
        className="race-progress-bar"
        role="progressbar"
        aria-label={t("race.progress")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent} %: ${text}`}
      >
        <svg viewBox="0 0 100 6" preserveAspectRatio="none" width="100%" height="6" aria-hidden="true">
          <rect width={done * 100} height="6" />
        </svg>
      </div>
      <Button
        icon="close"
        busy={isCancelling ? t("race.cancelling") : undefined}
        onClick={() => void cancelRace()}
      >
        {t("common.cancel")}
      </Button>
    </section>
  );
}

const isOver = ({ phase }: RaceCell): boolean =>
  phase === "done" || phase === "refused" || phase === "failed";

const isActive = (cell: RaceCell): boolean => cell.phase !== null && !isOver(cell);

/** How much of a cell is done, from 0 to 1: its start and its end take their time, too. */
function shareOf(cell: RaceCell, { setup }: RacePage): number {
  if (isOver(cell)) return 1;
  if (cell.phase === null || cell.phase === "starting") return 0;
  if (cell.phase === "connecting") return 0.1;
  return 0.15 + 0.8 * Math.min(1, cell.elapsedMs / (setup.seconds * 1_000));
}
