import type { Step } from "./history.ts";
import "./sparkline.css";

const WIDTH = 128;
const HEIGHT = 22;
const TOP = 3;

/** The last minutes as a line of steps, from 0 up, each in its transport's colour. The figure beside it says it in words. */
export function Sparkline({ steps }: { steps: readonly (Step | null)[] }) {
  const most = Math.max(...steps.map((step) => step?.value ?? 0));
  const width = WIDTH / steps.length;
  const y = (value: number): number => HEIGHT - 1 - (most === 0 ? 0 : (value / most) * (HEIGHT - 1 - TOP));
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path className="sparkline-axis" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      {runs(steps).map(({ start, transport, values }) => {
        const line = values
          .map(
            (value, i) =>
              `${i === 0 ? "M" : "L"}${round((start + i) * width)} ${round(y(value))}h${round(width)}`,
          )
          .join("");
        return (
          <g key={start} data-transport={transport}>
            <path className="sparkline-area" d={`${line}V${HEIGHT - 1}H${round(start * width)}Z`} />
            <path className="sparkline-line" d={line} />
          </g>
        );
      })}
    </svg>
  );
}

interface Run {
  start: number;
  transport: Step["transport"];
  values: number[];
}

/** The unbroken runs of one transport. */
function runs(steps: readonly (Step | null)[]): Run[] {
  const found: Run[] = [];
  let open: Run | null = null;
  steps.forEach((step, i) => {
    if (step?.value == null) {
      open = null;
    } else if (open?.transport === step.transport) {
      open.values.push(step.value);
    } else {
      open = { start: i, transport: step.transport, values: [step.value] };
      found.push(open);
    }
  });
  return found;
}

function round(px: number): number {
  return Math.round(px * 100) / 100;
}
