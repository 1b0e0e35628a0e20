import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChartDrawing } from "./chart-drawing.tsx";
import { ChartLabel, useLabelOf } from "./chart-label.tsx";
import {
  HEIGHT,
  nearest,
  type Point,
  ROW_ENDS,
  ROW_NAMES,
  type RowName,
  type Scene,
  WIDTH,
} from "./chart-scene.ts";
import { useTextOf } from "./use-chart-text.ts";

interface ViewProps {
  scene: Scene;
  onPause(): void;
}

/** The charts, one stop for the keyboard: arrow keys move between points, Space holds all still. */
export function ChartView({ scene, onPause }: ViewProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Pick<Point, "pane" | "id"> | null>(null);
  /** What a screen reader hears: the label when a key led to it, and not each time that its figures change. */
  const [spoken, setSpoken] = useState("");
  const help = useId();
  const labelOf = useLabelOf(scene.wall);
  const text = useTextOf(scene);
  const point = chosen && scene.points[chosen.pane].find(({ id }) => id === chosen.id);

  function pointed(event: PointerEvent<HTMLElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top].map((px) => (px * WIDTH) / box.width);
    if (x === undefined || y === undefined) return;
    const rows = scene.switches.length > 0 ? ROW_NAMES : ROW_NAMES.slice(1);
    const row = rows.find((name) => y < ROW_ENDS[name]);
    setChosen((row && nearest(scene.points[row], x, y)) ?? null);
    setSpoken("");
  }

  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === " ") onPause();
    else if (event.key === "Escape" && chosen) setChosen(null);
    else {
      const next = step(scene, point ?? null, event.key);
      if (next === null) return;
      setChosen(next);
      setSpoken(labelOf(next).join(", "));
    }
    event.preventDefault();
    event.stopPropagation(); // Esc would also close what the charts stand in
  }

  const label = point && labelOf(point);
  return (
    <div
      className="charts"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
      tabIndex={0}
      aria-label={t("transport.lastMinutes")}
      aria-roledescription={t("transport.charts")}
      aria-describedby={help}
      onKeyDown={pressed}
      onPointerMove={pointed}
      onPointerDown={pointed}
      onBlur={() => setChosen(null)}
      onPointerLeave={(event) => event.pointerType === "mouse" && setChosen(null)}
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
        <ChartDrawing scene={scene} />
        {point && <circle className="chart-ring" cx={point.x} cy={point.y} r={7} />}
      </svg>
      {point && label && <ChartLabel point={point} lines={label} />}
      <span id={help} className="spoken">
        {t("transport.chartKeys")}
      </span>
      <span className="spoken" aria-live="polite">
        {spoken}
      </span>
    </div>
  );
}

/** Where a key leads from a point; null when it leads nowhere. */
function step({ points }: Scene, from: Point | null, key: string): Point | null {
  const pane: RowName = from?.pane ?? "latency";
  if (key === "ArrowUp" || key === "ArrowDown") {
    const other = ROW_NAMES[ROW_NAMES.indexOf(pane) + (key === "ArrowUp" ? -1 : 1)];
    return (other && from && nearest(points[other], from.x, from.y)) ?? null;
  }
  const row = points[pane];
  const at = from ? row.findIndex(({ id }) => id === from.id) : row.length;
  switch (key) {
    case "ArrowLeft":
      return row[Math.max(0, at - 1)] ?? null;
    case "ArrowRight":
      return row[Math.min(row.length - 1, at + 1)] ?? null;
    case "Home":
      return row[0] ?? null;
    case "End":
      return row.at(-1) ?? null;
    default:
      return null;
  }
}
