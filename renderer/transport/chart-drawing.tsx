import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { LEFT, NAMES, PANES, type PaneName, RIGHT, type Run, type Scene, WIDTH } from "./chart-scene.ts";
import { bytes, clock, inWords, perMinute } from "./format.ts";
import { fits, fitting } from "./scales.ts";
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
          d={`M${Math.round(x) + 0.5} ${i === scene.switches.length - 1 ? 4 : 20}V${PANES.requests.bottom}`}
        />
      ))}
      <Title pane="latency" text={t("transport.eachMessage")} unit={t("transport.logScale")} />
      <Title pane="bytes" text={t("transport.bytesPerSecond")} />
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

/**
 * Along the top: the last switch, in words, and below it the transports before, as far as there is room. Each has its
 * shape at its mark in any case.
 */
function SwitchNames({ scene: { first, switches } }: { scene: Scene }) {
  const { t } = useTranslation();
  const marks = [{ x: LEFT + 4, to: first, at: 0 }, ...switches].map((mark) => ({
    ...mark,
    text: t(`transport.name.${mark.to}`),
  }));
  const last = switches.at(-1);
  const others = last ? marks.slice(0, -1) : marks;
  const isNamed = fitting(others, last ? last.x - 4 : WIDTH);
  return (
    <>
      {others.map(({ x, to, at, text }, i) => (
        <SwitchName key={at} x={x} y={NAMES.others} to={to} text={isNamed[i] ? text : ""} />
      ))}
      {last && (
        <SwitchName
          x={last.x}
          y={NAMES.last}
          to={last.to}
          text={t("transport.switchedTo", { transport: t(`transport.said.${last.to}`) })}
          isLast
        />
      )}
    </>
  );
}

interface SwitchNameProps {
  x: number;
  y: number;
  to: TransportName;
  text: string;
  isLast?: boolean;
}

/** A name stands at the right of its mark; that of a switch which just happened has room at the left only. */
function SwitchName({ x, y, to, text, isLast = false }: SwitchNameProps) {
  const isLeft = isLast && !fits({ x, text }, WIDTH);
  return (
    <g className={`chart-name ${isLast ? "last" : ""}`}>
      <path
        className="chart-dot"
        data-transport={to}
        d={SHAPES[to]}
        transform={`translate(${x.toFixed(1)} ${y - 4}) scale(0.9)`}
      />
      <text className="chart-text" x={x + (isLeft ? -8 : 8)} y={y} textAnchor={isLeft ? "end" : "start"}>
        {text}
      </text>
    </g>
  );
}
