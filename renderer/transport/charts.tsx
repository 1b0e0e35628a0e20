import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { ChartTable } from "./chart-table.tsx";
import { ChartView } from "./chart-view.tsx";
import "./charts.css";
import { sceneOf } from "./chart-scene.ts";
import type { Figures } from "./figures.ts";
import { clock, perMinute } from "./format.ts";

/** The last five minutes: as charts, or the same figures as a table. Either can be held still. */
export function Charts({ figures: live }: { figures: Figures }) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const [held, setHeld] = useState<Figures | null>(null);
  const [isTable, setIsTable] = useState(false);
  const figures = held ?? live;
  const scene = useMemo(() => sceneOf(figures), [figures]);
  const togglePause = (): void => setHeld(held ? null : live);
  return (
    <section aria-labelledby={title}>
      <div className="charts-head">
        <h3 id={title}>{t("transport.lastMinutes")}</h3>
        <Button size="small" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {t("transport.asTable")}
        </Button>
        <Button size="small" icon={held ? "play" : "pause"} onClick={togglePause}>
          {held ? t("transport.resume") : t("transport.pause")}
        </Button>
      </div>
      {isTable ? <ChartTable scene={scene} /> : <ChartView scene={scene} onPause={togglePause} />}
      {scene.points.latency.length < scene.arrivals.length && !isTable && (
        <p className="charts-note">
          {t("transport.thinned", {
            drawn: perMinute(scene.points.latency.length, i18n.language).value,
            all: perMinute(scene.arrivals.length, i18n.language).value,
          })}
        </p>
      )}
      <p className="charts-note" role="status">
        {held && t("transport.pausedAt", { time: clock(held.at + held.wall, i18n.language) })}
      </p>
    </section>
  );
}
