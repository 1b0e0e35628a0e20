import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { IconButton } from "../look/button.tsx";
import type { ExchangeRow, Row } from "./rows.ts";
import { isHeldOpen, isOfMessage, type Step, sequenceOf } from "./sequence.ts";
import { HOST, heightOf, LINE, OTHERS, StepLines, WIDTH, YOU } from "./sequence-step.tsx";
import "./sequence-view.css";
import { spoken } from "./sequence-words.ts";

/** Lines that are drawn; the newest is in view, the others are above it. */
const MOST = 40;
/** Above the first step and below the last one, in px. */
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
              <StepLines key={step.key} step={step} y={y} isChosen={isOfMessage(step, message)} t={t} />
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
    y += heightOf(step);
    return at;
  });
  return { steps: placed, height: y + TOP };
}

interface Bar {
  readonly row: ExchangeRow;
  readonly from: number;
  readonly to: number;
  readonly isOpen: boolean;
}

/** From where to where a held answer stands in the drawing. */
function barsOf({ steps, height }: Laid): Bar[] {
  const bars = new Map<ExchangeRow, Bar>();
  for (const { step, y } of steps) {
    if (step.kind === "lost") cut(bars, step.code !== null, y + 20);
    const row = heldBy(step);
    if (!row || !isHeldOpen(row)) continue;
    const isOpen = row.end === null && !row.isLost;
    const known = bars.get(row);
    // What was asked above all that is drawn comes in at the top.
    const from = known?.from ?? (step.kind === "ask" ? y + 16 : 0);
    bars.set(row, { row, from, to: isOpen ? height : y + LINE - 4, isOpen });
  }
  return [...bars.values()].filter(({ from, to }) => to > from);
}

/** Nothing is held beyond a loss: the host tells the end later, or never. */
function cut(bars: Map<ExchangeRow, Bar>, isSocket: boolean, to: number): void {
  for (const [row, bar] of bars) {
    if (bar.isOpen && (!isSocket || row.request.transport === "websocket"))
      bars.set(row, { ...bar, to, isOpen: false });
  }
}

function heldBy(step: Step): ExchangeRow | null {
  if (step.kind === "packet") return step.row.carrier;
  return step.kind === "ask" || step.kind === "answer" ? step.row : null;
}
