import { memo } from "react";
import { useTranslation } from "react-i18next";
import { LEFT, NAMES, PANES, type PaneName, RIGHT, type Run, type Scene } from "./chart-scene.ts";
import { bytes, clock, inWords, perMinute } from "./format.ts";
import { SwitchNames } from "./switch-names.tsx";
import { SHAPES } from "./transport-mark.tsx";

/** The charts as an SVG's content. Nothing in here changes between two sets of figures, as the pointer moves over it. */
export const ChartDrawing = memo(function ChartDrawing({ scene }: { scene: Scene }) {
  const { t } = useTranslation();
  return (
    <g>
      <Axes scene={scene} />
      {scene.switches.map(({ at, x }, i) => (
        <path
          key={at}
          className="chart-switch"
          d={markOf(Math.round(x) + 0.5, i === scene.switches.length - 1 ? NAMES.last : NAMES.others)}
        />
      ))}
      <Title pane="latency" text={t("transport.eachMessage")} unit={t("transport.logScale")} />
      <Title pane="bytes" text={t("transport.bytesPerMinute")} />
      <LineNames />
      <Title pane="requests" text={t("transport.requestsPerMinuteLong")} />
      <Line runs={scene.lines.up} className="up" />
      <Line runs={scene.lines.down} />
      <Line runs={scene.lines.requests} />
      {scene.points.latency.map(({ id, x, y, ...point }) => (
        <path
          key={id}
          className="chart-dot"
          data-transport={point.pane === "latency" && point.arrived.transport}
          d={point.pane === "latency" ? SHAPES[point.arrived.transport] : ""}
          transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(0.68)`}
        />
      ))}
      {scene.arrivals.length === 0 && (
        <text
          className="chart-text"
          x={(LEFT + RIGHT) / 2}
          y={(PANES.latency.top + PANES.latency.bottom) / 2 + 4}
          textAnchor="middle"
        >
          {t("transport.firstMessageHere")}
        </text>
      )}
      <SwitchNames scene={scene} />
    </g>
  );
});

/** A line from a switch's name through all three charts, and through none of their titles. */
function markOf(x: number, name: number): string {
  const { latency, bytes, requests } = PANES;
  return `M${x} ${name}V${latency.bottom}M${x} ${bytes.top}V${bytes.bottom}M${x} ${requests.top}V${requests.bottom}`;
}

/** Grid lines at labelled values only, and whole minutes below. */
function Axes({ scene: { scale, minutes, wall } }: { scene: Scene }) {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const label: Record<PaneName, (value: number) => string> = {
    latency: (ms) => powerOfTen(ms, language),
    bytes: (count) => axisBytes(count, language),
    requests: (count) => inWords(perMinute(count, language)),
  };
  return (
    <>
      {(["latency", "bytes", "requests"] as const).flatMap((pane) =>
        scale[pane].map(({ value, y }) => (
          <g key={`${pane} ${value}`}>
            <path className="chart-grid" d={`M${LEFT} ${Math.round(y) + 0.5}H${RIGHT}`} />
            <text className="chart-text" x={LEFT - 8} y={y + 4} textAnchor="end">
              {label[pane](value)}
            </text>
          </g>
        )),
      )}
      {minutes
        .filter(({ x }) => x > LEFT + 4 && x < RIGHT - 12)
        .map(({ at, x }) => (
          <text key={at} className="chart-text" x={x} y={PANES.requests.bottom + 16} textAnchor="middle">
            {clock(Math.round((at + wall) / 1_000) * 1_000, language, false)}
          </text>
        ))}
    </>
  );
}

/** A power of ten, without the decimals that a measured figure has. */
function powerOfTen(ms: number, language: string): string {
  const number = new Intl.NumberFormat(language);
  return ms < 1_000 ? `${number.format(ms)}\u00a0ms` : `${number.format(ms / 1_000)}\u00a0s`;
}

/** A round number of bytes, without those decimals. */
function axisBytes(count: number, language: string): string {
  const number = new Intl.NumberFormat(language);
  if (count < 1_000) return inWords(bytes(count, language));
  return count < 1e6 ? `${number.format(count / 1e3)}\u00a0kB` : `${number.format(count / 1e6)}\u00a0MB`;
}

function Title({ pane, text, unit }: { pane: PaneName; text: string; unit?: string }) {
  const y = PANES[pane].title;
  return (
    <>
      <text className="chart-text title" x={0} y={y}>
        {text}
      </text>
      {unit && (
        <text className="chart-text" x={RIGHT} y={y} textAnchor="end">
          {unit}
        </text>
      )}
    </>
  );
}

/** Which of the two lines is which: each beside a piece of it. */
function LineNames() {
  const { t } = useTranslation();
  const y = PANES.bytes.title;
  return (
    <>
      <path className="chart-line sample" d={`M${RIGHT - 142} ${y - 4}h16`} />
      <text className="chart-text" x={RIGHT - 122} y={y}>
        {t("transport.received")}
      </text>
      <path className="chart-line sample up" d={`M${RIGHT - 54} ${y - 4}h16`} />
      <text className="chart-text" x={RIGHT - 34} y={y}>
        {t("transport.sent")}
      </text>
    </>
  );
}

function Line({ runs, className = "" }: { runs: readonly Run[]; className?: string }) {
  return runs.map(({ transport, path }) => (
    <path key={path} className={`chart-line ${className}`} data-transport={transport} d={path} />
  ));
}
