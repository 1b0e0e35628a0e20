import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import type { Scene } from "./chart-scene.ts";
import { bytes, clock, inWords, latency, perMinute } from "./format.ts";
import type { Step } from "./steps.ts";
import { TransportMark } from "./transport-mark.tsx";

const COLUMNS = ["time", "messages", "median", "slowest", "sent", "received", "requests"] as const;

/** The charts' figures, newest first, under the transport that they are of. */
export function ChartTable({ scene }: { scene: Scene }) {
  const { t } = useTranslation();
  const groups = groupsOf(scene);
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
          <Group key={group.since} group={group} wall={scene.wall} />
        ))}
      </table>
      {groups.length === 0 && <p className="charts-note">{t("transport.firstMessageHere")}</p>}
    </section>
  );
}

function Group({ group: { transport, since, steps }, wall }: { group: Stay; wall: number }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={COLUMNS.length}>
          <TransportMark transport={transport} size={8} />
          {since === null ? (
            t(`transport.name.${transport}`)
          ) : (
            <>
              {t("transport.switchedTo", { transport: t(`transport.said.${transport}`) })}
              <span className="charts-table-time"> {clock(since + wall, language)}</span>
            </>
          )}
        </th>
      </tr>
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

/** What one transport did from one switch to the next, newest first. */
interface Stay {
  readonly transport: TransportName;
  /** When the switch was, if it was in these minutes. */
  readonly since: number | null;
  readonly steps: readonly Step[];
}

/** Newest first: each switch, even where nothing was measured before the next one. */
function groupsOf({ first, steps, switches }: Scene): Stay[] {
  const stays = [
    { transport: first, since: null },
    ...switches.map(({ to, at }) => ({ transport: to, since: at })),
  ];
  return stays
    .map(({ transport, since }, i): Stay => {
      const [from, to] = [since ?? Number.NEGATIVE_INFINITY, stays[i + 1]?.since ?? Number.POSITIVE_INFINITY];
      const own = steps.filter((step) => (step.from + step.to) / 2 >= from && (step.from + step.to) / 2 < to);
      return { transport, since, steps: own.toReversed() };
    })
    .filter((stay) => stay.since !== null || stay.steps.length > 0)
    .toReversed();
}
