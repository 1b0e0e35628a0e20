import { memo, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RacePage } from "../../protocol/race.ts";
import { SHAPES } from "../transport/transport-mark.tsx";
import { type Panel, type RaceScene, ROWS, sceneOf } from "./chart-scene.ts";
import { duration, number } from "./figures.ts";
import "./race-charts.css";

/** A small chart for each transport: its deliveries on a log scale, and its requests per second. */
export function RaceCharts({ page }: { page: RacePage }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const scene = useMemo(() => sceneOf(page, Math.max(220, width)), [page, width]);
  const isUnkept = scene.panels.some(({ box }) => box !== null);
  return (
    <section className="race-charts" aria-labelledby="race-charts-title">
      <h2 id="race-charts-title">{t("race.charts.title")}</h2>
      <p className="race-note">{t("race.charts.note")}</p>
      <div ref={box} className="race-chart-box">
        {width > 0 && <Drawing scene={scene} />}
      </div>
      {scene.drawn < scene.known && (
        <p className="race-note">{t("race.charts.thinned", { drawn: scene.drawn, all: scene.known })}</p>
      )}
      {isUnkept && <p className="race-note">{t("race.charts.unkept")}</p>}
    </section>
  );
}

const Drawing = memo(function Drawing({ scene }: { scene: RaceScene }) {
  const { t } = useTranslation();
  const textOf = useChartText();
  return (
    <>
      <svg width={scene.width} height={scene.height} aria-hidden="true">
        {scene.panels.map((panel) => (
          <Chart key={panel.cell.transport} panel={panel} scene={scene} />
        ))}
      </svg>
      <div className="spoken" role="img" aria-label={t("race.charts.all")} />
      <ul className="spoken">
        {scene.panels.map((panel) => (
          <li key={panel.cell.transport}>{textOf(panel)}</li>
        ))}
      </ul>
    </>
  );
});

function Chart({ panel, scene }: { panel: Panel; scene: RaceScene }) {
  const { t, i18n } = useTranslation();
  const { cell, dots, bars, median, box, width } = panel;
  const { transport } = cell;
  const language = i18n.language;
  return (
    <g transform={`translate(${panel.x} ${panel.y})`} data-transport={transport}>
      <path className="race-dot" transform={`translate(5 ${ROWS.name - 4})`} d={SHAPES[transport]} />
      <text className="race-chart-name" x={16} y={ROWS.name}>
        {t(`transport.name.${transport}`)}
      </text>
      <text
        className="race-chart-figure"
        x={width}
        y={panel.isNarrow ? ROWS.second : ROWS.name}
        textAnchor="end"
      >
        {median ? duration(median.ms, language) : ""}
      </text>
      <text
        className="race-axis"
        x={median && !panel.isNarrow ? width : 16}
        y={ROWS.second}
        textAnchor={median && !panel.isNarrow ? "end" : "start"}
      >
        {median ? t("race.charts.median") : t(`race.phase.${cell.phase ?? "waiting"}`)}
      </text>
      {scene.scale.map(({ ms, y }) => (
        <g key={ms}>
          <path className="race-grid" d={`M0 ${Math.round(y) + 0.5}H${width}`} />
          {panel.isFirst && (
            <text className="race-axis" x={-8} y={y + 4} textAnchor="end">
              {duration(ms, language)}
            </text>
          )}
        </g>
      ))}
      {box && (
        <>
          <path className="race-whisker" d={`M${width / 2} ${box.p5}V${box.p95}`} />
          <rect
            className="race-box"
            x={width / 2 - 16}
            y={box.p75}
            width={32}
            height={Math.max(1, box.p25 - box.p75)}
          />
        </>
      )}
      {dots.map((dot, i) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: dots are only added at the end
          key={i}
          className="race-dot many"
          transform={`translate(${dot.x.toFixed(1)} ${dot.y.toFixed(1)}) scale(0.5)`}
          d={SHAPES[transport]}
        />
      ))}
      {median && <path className="race-median" d={`M0 ${Math.round(median.y) + 0.5}H${width}`} />}
      {bars.map((bar, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bars are only added at the end
          key={i}
          className="race-dot"
          x={bar.x}
          y={ROWS.barsBottom - bar.height}
          width={bar.width}
          height={bar.height}
        />
      ))}
      <path className="race-grid strong" d={`M0 ${ROWS.barsBottom + 0.5}H${width}`} />
      {panel.isFirst && (
        <>
          <text className="race-axis" x={-8} y={ROWS.barsTop + 4} textAnchor="end">
            {t("race.charts.perSecond", { figure: number(scene.requests, language) })}
          </text>
          <text className="race-axis" x={-8} y={ROWS.barsBottom + 4} textAnchor="end">
            0
          </text>
        </>
      )}
      <text className="race-axis" x={0} y={ROWS.axis}>
        0
      </text>
      <text className="race-axis" x={width} y={ROWS.axis} textAnchor="end">
        {t("race.charts.seconds", { seconds: number(scene.seconds, language) })}
      </text>
    </g>
  );
}

/** A chart in words. */
function useChartText(): (panel: Panel) => string {
  const { t, i18n } = useTranslation();
  return ({ cell, median, range, mostRequests }) => {
    const transport = t(`transport.name.${cell.transport}`);
    const phase = t(`race.phase.${cell.phase ?? "waiting"}`);
    if (!median || !range) return t("race.charts.textNone", { transport, phase });
    return t("race.charts.text", {
      transport,
      median: duration(median.ms, i18n.language),
      least: duration(range.least, i18n.language),
      most: duration(range.most, i18n.language),
      requests: number(mostRequests, i18n.language),
    });
  };
}
