import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RacePage } from "../../protocol/race.ts";
import { type Ended, isMeasured, type Measured, quotesIn } from "../../protocol/report.ts";
import { Icon } from "../look/icon.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { Quoted } from "./quoted.tsx";
import { bestOf, COLUMNS, mostOf, type ResultColumn, sorted } from "./result-columns.ts";
import "./result-table.css";

/** The figures of each transport, sortable by any column; what was refused or failed says why below. */
export function ResultTable({ page }: { page: RacePage }) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<{ name: ResultColumn["name"]; isDown: boolean }>({
    name: "p50",
    isDown: false,
  });
  const results = useMemo(() => page.cells.flatMap(({ result }) => result ?? []), [page.cells]);
  const measured = results.filter(isMeasured);
  const others = results.filter((result) => !isMeasured(result));
  if (results.length === 0) return null;
  const by = COLUMNS.find(({ name }) => name === order.name);
  const rows = by ? sorted(measured, by, order.isDown) : measured;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys
    <section className="race-table-box" tabIndex={0} aria-label={t("race.table.caption")}>
      <table className="race-table">
        <caption className="spoken">{t("race.table.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("race.table.transport")}</th>
            {COLUMNS.map(({ name }) => {
              const isBy = name === order.name;
              return (
                <th
                  key={name}
                  scope="col"
                  aria-sort={isBy ? (order.isDown ? "descending" : "ascending") : undefined}
                >
                  <button
                    type="button"
                    title={t(`race.tableAbout.${name}`)}
                    onClick={() => setOrder({ name, isDown: isBy && !order.isDown })}
                  >
                    {t(`race.table.${name}`)}
                    {isBy && <Icon name={order.isDown ? "chevron-down" : "chevron-up"} size={12} />}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((result) => (
            <Row key={result.transport} result={result} all={measured} />
          ))}
          {others.map((result) => (
            <OtherRow key={result.transport} result={result} />
          ))}
        </tbody>
      </table>
      <details className="race-columns">
        <summary>{t("race.columns")}</summary>
        <dl>
          {COLUMNS.map(({ name }) => (
            <div key={name}>
              <dt>{t(`race.table.${name}`)}</dt>
              <dd>{t(`race.tableAbout.${name}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function Row({ result, all }: { result: Measured; all: readonly Measured[] }) {
  const { t, i18n } = useTranslation();
  return (
    <tr data-transport={result.transport}>
      <th scope="row">
        <span className="race-name">
          <TransportMark transport={result.transport} />
          {t(`transport.name.${result.transport}`)}
        </span>
      </th>
      {COLUMNS.map((column) => {
        const value = column.value(result);
        const text = column.show(value, i18n.language);
        if (column.isFault) {
          return (
            <td key={column.name} className={value === 0 ? "" : "fault"}>
              {text}
            </td>
          );
        }
        if (column.isCount) return <td key={column.name}>{text}</td>;
        const most = mostOf(column, all);
        const share = value === null || most === null || most <= 0 ? 0 : Math.max(0, value / most);
        return (
          <td key={column.name} className={bestOf(column, all).includes(result) ? "best" : ""}>
            {text}
            <svg
              className="race-bar"
              viewBox="0 0 100 3"
              preserveAspectRatio="none"
              width="100%"
              height="3"
              aria-hidden="true"
            >
              <rect width={value === null ? 0 : Math.max(1.5, share * 100)} height="3" />
            </svg>
          </td>
        );
      })}
    </tr>
  );
}

/** One that was refused or failed: in place of the figures, why. */
function OtherRow({ result }: { result: Ended }) {
  const { t } = useTranslation();
  return (
    <tr data-transport={result.transport}>
      <th scope="row">
        <span className="race-name">
          <TransportMark transport={result.transport} />
          {t(`transport.name.${result.transport}`)}
        </span>
      </th>
      <td colSpan={COLUMNS.length} className="race-reason">
        <Icon name={result.outcome === "failed" ? "alert" : "minus"} size={14} />
        {t(result.outcome === "failed" ? "race.failedCell" : "race.refused", { reason: "" })}
        <Quoted sentence={result.reason} quotes={quotesIn([result])} />
      </td>
    </tr>
  );
}
