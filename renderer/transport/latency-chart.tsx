import { useTranslation } from "react-i18next";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { inWords, latency } from "./format.ts";
import "./latency-chart.css";
import { median } from "./rates.ts";
import type { Arrived, Figures } from "./sampler.ts";
import { SHAPES } from "./transport-mark.tsx";

const WIDTH = 332;
const LEFT = 50;
const RIGHT = 326;
const TOP = 22;
const BOTTOM = 146;
/** The least time that the chart spans, in ms, so that the first dots have room. */
const LEAST_SPAN = 60_000;

/** Each message as its transport's shape: when it arrived, and after how long, on a log scale. */
export function LatencyChart({ arrivals, switches }: Pick<Figures, "arrivals" | "switches">) {
  const { t, i18n } = useTranslation();
  const end = performance.now();
  const start = Math.min(arrivals[0]?.at ?? end, end - LEAST_SPAN);
  const x = (at: number): number => LEFT + ((at - start) / (end - start)) * (RIGHT - LEFT);
  const [low, high] = decades(arrivals);
  const y = (ms: number): number =>
    BOTTOM - ((Math.log10(Math.max(ms, low)) - Math.log10(low)) / Math.log10(high / low)) * (BOTTOM - TOP);
  const shown = switches.filter(({ at }) => at >= start);
  return (
    <svg className="latency-chart" viewBox={`0 0 ${WIDTH} 168`} role="img" aria-label={useTextOf(arrivals)}>
      {powers(low, high).map((ms) => (
        <g key={ms}>
          <path className="chart-grid" d={`M${LEFT} ${Math.round(y(ms)) + 0.5}H${RIGHT}`} />
          <text className="chart-label" x={LEFT - 8} y={y(ms) + 4} textAnchor="end">
            {axisLabel(ms, i18n.language)}
          </text>
        </g>
      ))}
      {ticks(start, end)
        .filter(({ at }) => x(at) < RIGHT - 10)
        .map(({ at, label }) => (
          <text key={at} className="chart-label" x={x(at)} y={BOTTOM + 18} textAnchor="middle">
            {label(i18n.language)}
          </text>
        ))}
      {shown.map(({ at }) => (
        <path key={at} className="chart-switch" d={`M${Math.round(x(at)) + 0.5} 6V${BOTTOM}`} />
      ))}
      {arrivals.length === 0 && (
        <text className="chart-label" x={(LEFT + RIGHT) / 2} y={(TOP + BOTTOM) / 2 + 4} textAnchor="middle">
          {t("transport.firstMessageHere")}
        </text>
      )}
      {arrivals.map(({ n, at, transport, latency: ms }) => (
        <path
          key={n}
          className="chart-dot"
          data-transport={transport}
          d={SHAPES[transport]}
          transform={`translate(${x(at).toFixed(1)} ${y(ms).toFixed(1)}) scale(0.68)`}
        />
      ))}
      <LastSwitch at={shown.at(-1)?.at} to={shown.at(-1)?.to} x={x} />
    </svg>
  );
}

/** The last switch's name, on the side of its line that has room. */
function LastSwitch({
  at,
  to,
  x,
}: {
  at: number | undefined;
  to: TransportName | undefined;
  x(at: number): number;
}) {
  const { t } = useTranslation();
  if (at === undefined || to === undefined) return null;
  const isLeft = x(at) > (LEFT + RIGHT) / 2;
  return (
    <text className="chart-name" x={x(at) + (isLeft ? -6 : 6)} y={15} textAnchor={isLeft ? "end" : "start"}>
      {t("transport.switchedTo", { transport: t(`transport.said.${to}`) })}
    </text>
  );
}

/** What the chart shows, in words: median and range of each transport. */
function useTextOf(arrivals: readonly Arrived[]): string {
  const { t, i18n } = useTranslation();
  const figure = (ms: number | null): string => inWords(latency(ms, i18n.language));
  const lines = TRANSPORTS.flatMap((name) => {
    const values = arrivals.filter(({ transport }) => transport === name).map((arrived) => arrived.latency);
    if (values.length === 0) return [];
    return t("transport.chartText", {
      transport: t(`transport.name.${name}`),
      median: figure(median(values)),
      least: figure(Math.min(...values)),
      most: figure(Math.max(...values)),
    });
  });
  return [t("transport.eachMessage"), ...lines].join(". ");
}

/** The powers of ten around all latencies: at least 1 ms to 1 s, so that the scale seldom changes. */
function decades(arrivals: readonly Arrived[]): [low: number, high: number] {
  const most = Math.max(1_000, ...arrivals.map((arrived) => arrived.latency));
  return [1, 10 ** Math.ceil(Math.log10(most))];
}

function powers(low: number, high: number): number[] {
  const found: number[] = [];
  for (let ms = low; ms <= high; ms *= 10) found.push(ms);
  return found;
}

/** A power of ten, without the decimals that a measured figure has. */
function axisLabel(ms: number, language: string): string {
  const number = new Intl.NumberFormat(language);
  return ms < 1_000 ? `${number.format(ms)}\u00a0ms` : `${number.format(ms / 1_000)}\u00a0s`;
}

interface Tick {
  at: number;
  label(language: string): string;
}

/** Whole minutes of the clock on the wall. */
function ticks(start: number, end: number): Tick[] {
  const wall = Date.now() - performance.now();
  const minute = 60_000;
  const found: Tick[] = [];
  for (let time = Math.ceil((start + wall) / minute) * minute; time <= end + wall; time += minute) {
    const format = (language: string): string =>
      new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
        time,
      );
    found.push({ at: time - wall, label: format });
  }
  return found;
}
