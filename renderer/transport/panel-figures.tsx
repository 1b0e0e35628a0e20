import { Trans, useTranslation } from "react-i18next";
import { useChat } from "../state/chat.ts";
import { Charts } from "./charts.tsx";
import { CostDetails } from "./cost-details.tsx";
import { explain } from "./explain.ts";
import type { Figures } from "./figures.ts";
import { Percentiles } from "./percentiles.tsx";

/** The panel's figures: the last minutes as charts, in words, and where they come from. */
export function PanelFigures({ figures }: { figures: Figures }) {
  return (
    <>
      <Charts figures={figures} />
      <section>
        <Explanation figures={figures} />
        <Percentiles now={figures.now} />
        <CostDetails figures={figures} />
      </section>
    </>
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
