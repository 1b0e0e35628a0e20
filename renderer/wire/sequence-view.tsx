import type { TFunction } from "i18next";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { IconButton } from "../look/button.tsx";
import { isHeldOpen, type Step, sequenceOf } from "./sequence.ts";
import "./sequence-view.css";
import { type ExchangeRow, isPoll, type Row } from "./rows.ts";
import { inWordsOf } from "./what.ts";

/** Lines that are drawn; the newest is in view, the others are above it. */
const MOST = 40;
/** Places of the three in px, and heights. */
const [YOU, HOST, OTHERS, WIDTH] = [52, 206, 330, 376];
const LINE = 30;
const TALL = 46;
const TOP = 8;

interface SequenceViewProps {
  rows: readonly Row[];
  /** Grows when the rows change: they are the same objects. */
  version: number;
  me: string;
  host: string;
  transport: TransportName;
  /** Its message is the one that is chosen. */
  message: string | null;
  onFold?: (() => void) | undefined;
}

/** Who says what to whom, from the top down: it draws itself from what goes over the wire. */
export const SequenceView = memo(function SequenceView(props: SequenceViewProps) {
  const { rows, me, host, transport, message, onFold } = props;
  const { t } = useTranslation();
  const steps = sequenceOf(rows, me, MOST);
  const laid = layOut(steps);
  return (
    <section className="sequence" aria-labelledby="wire-sequence" data-column>
      <header>
        <h2 id="wire-sequence">{t("wire.sequence")}</h2>
        <p className="ellipsis">{t("wire.notToScale")}</p>
        {onFold && <IconButton icon="panel" label={t("wire.foldSequence")} on onClick={onFold} />}
      </header>
      <p className="sequence-caption" data-transport={transport}>
        <b>{t(`transport.name.${transport}`)}</b> {t(`wire.caption.${transport}`)}
      </p>
      <div className="sequence-people" aria-hidden="true">
        <span style={{ left: YOU }}>{t("wire.you")}</span>
        <span style={{ left: HOST }}>{host}</span>
        <span style={{ left: OTHERS }}>{t("wire.others")}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to get there */}
      <div className="sequence-scroll" tabIndex={0}>
        <div className="sequence-drawing">
          <svg width={WIDTH} height={laid.height} aria-hidden="true">
            <title>{t("wire.sequence")}</title>
            {[YOU, HOST, OTHERS].map((x) => (
              <line key={x} className="life" x1={x} x2={x} y1={0} y2={laid.height} />
            ))}
            {barsOf(laid).map(({ row, from, to, isOpen }) => (
              <g
                key={row.key}
                className={`held ${isOpen ? "open" : ""}`}
                data-transport={row.request.transport}
              >
                <rect x={YOU - 4} y={from} width={8} height={to - from} />
                <rect x={HOST - 4} y={from} width={8} height={to - from} />
              </g>
            ))}
            {laid.steps.map(({ step, y }) => (
              <StepLines key={step.key} step={step} y={y} isChosen={isOf(step, message)} t={t} />
            ))}
          </svg>
          <ol className="spoken">
            {steps.map((step) => (
              <li key={step.key}>{spoken(step, host, t)}</li>
            ))}
          </ol>
        </div>
      </div>
    </section>
  );
});

interface Laid {
  readonly steps: readonly { readonly step: Step; readonly y: number }[];
  readonly height: number;
}

function layOut(steps: readonly Step[]): Laid {
  let y = TOP;
  const placed = steps.map((step) => {
    const at = { step, y };
    y += step.kind === "idle" || (step.kind === "packet" && step.others) ? TALL : LINE;
    return at;
  });
  return { steps: placed, height: y + TOP };
}

/** From where to where a held answer stands in the drawing. */
function barsOf({ steps, height }: Laid) {
  const bars = new Map<ExchangeRow, { row: ExchangeRow; from: number; to: number; isOpen: boolean }>();
  for (const { step, y } of steps) {
    const row = step.kind === "ask" ? step.row : step.kind === "packet" ? step.row.carrier : null;
    if (!row || !isHeldOpen(row)) continue;
    const isOpen = row.end === null && !row.isLost;
    const known = bars.get(row);
    // What was asked above all that is drawn comes in at the top.
    const from = known?.from ?? (step.kind === "ask" ? y + 16 : 0);
    bars.set(row, { row, from, to: isOpen ? height : y + LINE - 4, isOpen });
  }
  return [...bars.values()].filter(({ from, to }) => to > from);
}

function isOf(step: Step, message: string | null): boolean {
  return message !== null && step.kind === "packet" && step.row.message === message;
}

function StepLines({ step, y, isChosen, t }: { step: Step; y: number; isChosen: boolean; t: TFunction }) {
  if (step.kind === "switch") {
    return (
      <g className="switch">
        <line x1={0} x2={WIDTH} y1={y + 20} y2={y + 20} />
        <text x={WIDTH / 2} y={y + 14} textAnchor="middle">
          {stepWords(step, t)}
        </text>
      </g>
    );
  }
  if (step.kind === "idle") {
    return (
      <g className="idle">
        <Arrow from={YOU} to={HOST} y={y + 16} label={stepWords(step, t)} />
        <Arrow from={HOST} to={YOU} y={y + 38} label={idleAnswer(step.count, t)} isDashed />
      </g>
    );
  }
  if (step.kind === "ask") {
    return (
      <g className="ask">
        <Arrow from={YOU} to={HOST} y={y + 18} label={stepWords(step, t)} />
      </g>
    );
  }
  const { row, others } = step;
  const isUp = row.packet.direction === "up";
  const isOwnAndOthers = others === "to";
  const main = others === "from" ? y + 36 : y + 18;
  return (
    <g className={isChosen ? "packet chosen" : "packet"} data-transport={row.carrier.request.transport}>
      <Arrow from={isUp ? YOU : HOST} to={isUp ? HOST : YOU} y={main} label={stepWords(step, t)} />
      {others === "from" && <Arrow from={OTHERS} to={HOST} y={y + 16} label={t("wire.seq.sent")} />}
      {isOwnAndOthers && <Arrow from={HOST} to={OTHERS} y={y + 36} label={t("wire.seq.passedOn")} />}
    </g>
  );
}

interface ArrowProps {
  from: number;
  to: number;
  y: number;
  label: string;
  isDashed?: boolean;
}

/** Characters of a label that fit between two lines. */
const FITS = 22;
const FITS_SHORT = 18;

function Arrow({ from, to, y, label, isDashed = false }: ArrowProps) {
  const step = from < to ? 1 : -1;
  const [start, end] = [from + 5 * step, to - 5 * step];
  const fits = Math.abs(to - from) < 140 ? FITS_SHORT : FITS;
  return (
    <>
      <line className={isDashed ? "dashed" : ""} x1={start} x2={end - 4 * step} y1={y - 1} y2={y + 1} />
      <path d={`M${end} ${y + 1}l${-7 * step}-3.5v7Z`} />
      <text x={(start + end) / 2} y={y - 5} textAnchor="middle">
        {label.length > fits ? `${label.slice(0, fits - 1)}…` : label}
      </text>
    </>
  );
}

function idleAnswer(count: number, t: TFunction): string {
  return count === 1 ? t("wire.seq.nothing") : t("wire.seq.nothingTimes", { times: count });
}

function stepWords(step: Step, t: TFunction): string {
  if (step.kind === "switch") return t("transport.switchedTo", { transport: t(`transport.name.${step.to}`) });
  if (step.kind === "idle") return t("wire.seq.ask");
  if (step.kind === "packet") return inWordsOf(step.row.what, t);
  const { row } = step;
  if (row.request.method === "POST") return "POST";
  if (isPoll(row)) return t("wire.seq.ask");
  return t(row.request.transport === "websocket" ? "wire.seq.upgrade" : "wire.seq.open");
}

/** The same for those who do not see the drawing. */
function spoken(step: Step, host: string, t: TFunction): string {
  const words = stepWords(step, t);
  if (step.kind === "switch") return words;
  const you = t("wire.you");
  if (step.kind === "idle")
    return `${t("wire.seq.line", { from: you, to: host, words })} ${t("wire.seq.line", { from: host, to: you, words: idleAnswer(step.count, t) })}`;
  if (step.kind === "ask") return t("wire.seq.line", { from: you, to: host, words });
  const isUp = step.row.packet.direction === "up";
  return t("wire.seq.line", { from: isUp ? you : host, to: isUp ? host : you, words });
}
