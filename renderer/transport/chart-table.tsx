import { useTranslation } from "react-i18next";
import type { Scene } from "./chart-scene.ts";
import { bytes, clock, inWords, latency, perMinute } from "./format.ts";
import type { Step } from "./steps.ts";
import { TransportMark } from "./transport-mark.tsx";

const COLUMNS = ["time", "messages", "median", "slowest", "sent", "received", "requests"] as const;

/** The charts' figures, newest first, under the transport that they are of. */
export function ChartTable({ scene: { steps, wall } }: { scene: Scene }) {
  const { t } = useTranslation();
  const groups = byTransport(steps);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="charts-table" tabIndex={0} aria-label={t("transport.asTable")}>
      <table>
        <caption className="spoken">{t("transport.tableCaption")}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`transport.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <Group key={group[0]?.id} steps={group} wall={wall} />
        ))}
      </table>
      {groups.length === 0 && <p className="charts-note">{t("transport.firstMessageHere")}</p>}
    </section>
  );
}

function Group({ steps, wall }: { steps: readonly Step[]; wall: number }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const transport = steps[0]?.transport;
  return (
    <tbody>
      {transport && (
        <tr>
          <th scope="rowgroup" colSpan={COLUMNS.length}>
            <TransportMark transport={transport} size={8} />
            {t(`transport.name.${transport}`)}
          </th>
        </tr>
      )}
      {steps.map((step) => (
        <tr key={step.id}>
          <th scope="row">{clock(step.from + wall, language)}</th>
          <td>{perMinute(step.messages, language).value}</td>
          <td>{inWords(latency(step.median, language))}</td>
          <td>{inWords(latency(step.slowest, language))}</td>
          <td>{inWords(bytes(step.up, language))}</td>
          <td>{inWords(bytes(step.down, language))}</td>
          <td>{inWords(perMinute(step.requests, language))}</td>
        </tr>
      ))}
    </tbody>
  );
}

/** Newest first, and what one transport did without a switch together. */
function byTransport(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps.toReversed()) {
    const group = groups.at(-1);
    if (group?.[0]?.transport === step.transport) group.push(step);
    else groups.push([step]);
  }
  return groups;
}
