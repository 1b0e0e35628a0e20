import { lazy, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../look/button.tsx";
import { AutomaticSteps } from "../network/automatic-steps.tsx";
import { NetworkSection } from "../network/network-section.tsx";
import { TransportList } from "./transport-list.tsx";
import "./transport-panel.css";
import { useFigures } from "./use-figures.ts";

const PanelFigures = lazy(() =>
  import("./panel-figures.tsx").then(({ PanelFigures }) => ({ default: PanelFigures })),
);

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
          <AutomaticSteps />
          <NetworkSection />
        </section>
        <Suspense fallback={null}>
          <PanelFigures figures={figures} />
        </Suspense>
      </div>
    </aside>
  );
}
