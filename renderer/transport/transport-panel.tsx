import { type ReactNode, useId } from "react";
import { Trans, useTranslation } from "react-i18next";
import { IconButton } from "../look/button.tsx";
import { useChat } from "../state/chat.ts";
import { explain } from "./explain.ts";
import { bytes, type Figure, latency, perMinute, UNKNOWN } from "./format.ts";
import { latencySteps, rateSteps, type Step } from "./history.ts";
import { LatencyChart } from "./latency-chart.tsx";
import type { Figures } from "./sampler.ts";
import { Sparkline } from "./sparkline.tsx";
import { TransportList } from "./transport-list.tsx";
import "./transport-panel.css";
import { useFigures } from "./use-figures.ts";

/** Beside the room: which transport, what it costs, and what the last switch changed. */
export function TransportPanel({ onFold, shortcut }: { onFold(): void; shortcut?: string }) {
  const { t } = useTranslation();
  const title = useId();
  const figures = useFigures();
  return (
    <aside className="transport-panel" aria-labelledby={title}>
      <header className="transport-panel-bar">
        <h2 id={title}>{t("transport.transport")}</h2>
        <IconButton icon="panel" label={t("transport.foldPanel")} shortcut={shortcut} on onClick={onFold} />
      </header>
      <div className="transport-panel-body">
        <section>
          <TransportList />
        </section>
        <section>
          <LastMinutes figures={figures} />
        </section>
        <section>
          <h3 className="transport-panel-heading">
            {t("transport.eachMessage")}
            <span>{t("transport.logScale")}</span>
          </h3>
          <LatencyChart arrivals={figures.arrivals} switches={figures.switches} />
          <Explanation figures={figures} />
        </section>
      </div>
    </aside>
  );
}

function LastMinutes({ figures }: { figures: Figures }) {
  const { t, i18n } = useTranslation();
  const { now, intervals } = figures;
  const at = performance.now();
  const language = i18n.language;
  const minute = t("transport.perMinute");
  return (
    <div className="figures">
      <div className="figures-head" aria-hidden="true">
        <span>{t("transport.lastMinutes")}</span>
        <span>{t("transport.now")}</span>
      </div>
      <Row
        label={t("transport.latency")}
        steps={latencySteps(intervals, at)}
        figure={latency(now.latency, language)}
      />
      <Row
        label={t("transport.requests")}
        steps={rateSteps(intervals, "requests", at)}
        figure={perMinute(now.requests, language)}
        suffix={minute}
      />
      <Row
        label={t("transport.sent")}
        steps={rateSteps(intervals, "up", at)}
        figure={bytes(now.up, language)}
        suffix={minute}
      />
      <Row
        label={t("transport.received")}
        steps={rateSteps(intervals, "down", at)}
        figure={bytes(now.down, language)}
        suffix={minute}
      />
    </div>
  );
}

interface RowProps {
  label: string;
  steps: readonly (Step | null)[];
  figure: Figure;
  suffix?: string;
}

function Row({ label, steps, figure, suffix = "" }: RowProps): ReactNode {
  return (
    <div className="figures-row">
      <span className="figures-label">{label}</span>
      <Sparkline steps={steps} />
      <span className="figures-now">
        {figure.value}
        {figure !== UNKNOWN && (
          <small>
            {figure.unit}
            {suffix}
          </small>
        )}
      </span>
    </div>
  );
}

function Explanation({ figures }: { figures: Figures }) {
  const { t, i18n } = useTranslation();
  const transport = useChat((chat) => chat.transport);
  const sentences = explain(figures, transport, i18n.language);
  return (
    <p className="explanation">
      {sentences.map(({ key, values }) => (
        <span key={key}>
          <Trans t={t} i18nKey={`transport.explain.${key}`} values={values} components={{ b: <b /> }} />
        </span>
      ))}
    </p>
  );
}
