import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { LEFT, NAMES, type Scene, WIDTH } from "./chart-scene.ts";
import { clock } from "./format.ts";
import { fits, fitting } from "./scales.ts";
import { SHAPES } from "./transport-mark.tsx";

/**
 * Along the top: the last switch, in words, and below it the transports before, with the time of each switch; of a name
 * and a time as much as there is room for. Each has its shape at its mark in any case.
 */
export function SwitchNames({ scene: { first, switches, wall } }: { scene: Scene }) {
  const { t, i18n } = useTranslation();
  const marks = [{ x: LEFT + 4, to: first, at: null }, ...switches];
  const last = switches.at(-1);
  const others = last ? marks.slice(0, -1) : marks;
  const texts = others.map(({ to, at }) => {
    const name = t(`transport.name.${to}`);
    return at === null ? [name] : [`${name} ${clock(at + wall, i18n.language)}`, name];
  });
  const fit = fitting(
    others.map(({ x }, i) => ({ x, texts: texts[i] ?? [] })),
    last ? last.x - 4 : WIDTH,
  );
  return (
    <>
      {others.map(({ x, to, at }, i) => (
        <SwitchName key={at ?? 0} x={x} y={NAMES.others} to={to} text={fit[i] ?? ""} />
      ))}
      {last && (
        <SwitchName
          x={last.x}
          y={NAMES.last}
          to={last.to}
          text={t("transport.switchedTo", { transport: t(`transport.said.${last.to}`) })}
          time={clock(last.at + wall, i18n.language)}
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
  time?: string;
  isLast?: boolean;
}

/** A name stands at the right of its mark; that of a switch which just happened has room at the left only. */
function SwitchName({ x, y, to, text, time = "", isLast = false }: SwitchNameProps) {
  const isLeft = isLast && !fits(x, `${text} ${time}`, WIDTH);
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
        {time && <tspan className="chart-name-time"> {time}</tspan>}
      </text>
    </g>
  );
}
