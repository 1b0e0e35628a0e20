import type { TFunction } from "i18next";
import type { Step } from "./sequence.ts";
import { idleAnswer, stepWords } from "./sequence-words.ts";

/** Places of the three in px. */
export const [YOU, HOST, OTHERS, WIDTH] = [52, 206, 330, 376];
/** Heights of a step in px. */
export const LINE = 30;
const TALL = 46;

export function heightOf(step: Step): number {
  const hasTwo = step.kind === "idle" || ((step.kind === "packet" || step.kind === "post") && step.others);
  return hasTwo ? TALL : LINE;
}

interface StepLinesProps {
  step: Step;
  y: number;
  /** Of the message that is chosen. */
  isChosen: boolean;
  t: TFunction;
}

/** One step of the drawing. */
export function StepLines({ step, y, isChosen, t }: StepLinesProps) {
  const words = stepWords(step, t);
  switch (step.kind) {
    case "switch":
    case "back":
    case "unknown":
      return (
        <g className={step.kind}>
          <line x1={0} x2={WIDTH} y1={y + 20} y2={y + 20} />
          <text x={WIDTH / 2} y={y + 14} textAnchor="middle">
            {words}
          </text>
        </g>
      );
    case "lost":
      return <Break y={y} words={words} />;
    case "idle":
      return (
        <g className="idle">
          <Arrow from={YOU} to={HOST} y={y + 16} label={words} />
          <Arrow from={HOST} to={YOU} y={y + 38} label={idleAnswer(step.count, t)} isDashed />
        </g>
      );
    case "ask":
      return (
        <g className="ask">
          <Arrow from={YOU} to={HOST} y={y + 18} label={words} />
        </g>
      );
    case "answer":
      return (
        <g className="ask">
          <Arrow from={HOST} to={YOU} y={y + 18} label={words} isDashed />
        </g>
      );
    default:
      return <Packet step={step} y={y} words={words} isChosen={isChosen} t={t} />;
  }
}

type PacketProps = StepLinesProps & { step: Extract<Step, { kind: "packet" | "post" }>; words: string };

/** What is carried: with whom it comes from or goes on to. */
function Packet({ step, y, words, isChosen, t }: PacketProps) {
  const { others } = step;
  const isUp = step.kind === "post" || step.row.packet.direction === "up";
  const { request } = step.kind === "post" ? step.row : step.row.carrier;
  const main = others === "from" ? y + 36 : y + 18;
  return (
    <g className={isChosen ? "packet chosen" : "packet"} data-transport={request.transport}>
      <Arrow from={isUp ? YOU : HOST} to={isUp ? HOST : YOU} y={main} label={words} />
      {others === "from" && <Arrow from={OTHERS} to={HOST} y={y + 16} label={t("wire.seq.sent")} />}
      {others === "to" && <Arrow from={HOST} to={OTHERS} y={y + 36} label={t("wire.seq.passedOn")} />}
    </g>
  );
}

/** The way between the two is cut. */
function Break({ y, words }: { y: number; words: string }) {
  const middle = (YOU + HOST) / 2;
  return (
    <g className="lost">
      <line x1={YOU + 5} x2={middle - 9} y1={y + 20} y2={y + 20} />
      <line x1={middle + 9} x2={HOST - 5} y1={y + 20} y2={y + 20} />
      <path d={`M${middle - 4} ${y + 16}l8 8m0-8l-8 8`} />
      <text x={middle} y={y + 11} textAnchor="middle">
        {words}
      </text>
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
