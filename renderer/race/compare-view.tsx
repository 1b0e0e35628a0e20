import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RacePage, RaceSetup } from "../../protocol/race.ts";
import { isMeasured, type Measured } from "../../protocol/report.ts";
import { scaleOf } from "../../protocol/scenarios.ts";
import { Button } from "../look/button.tsx";
import { TransportMark } from "../transport/transport-mark.tsx";
import { number } from "./figures.ts";
import { COLUMNS } from "./result-columns.ts";
import { useWhen } from "./use-race-text.ts";

/** Two races side by side: for each transport that both measured, each figure and its ratio. The older is first. */
export function CompareView({ pages, onClose }: { pages: readonly [RacePage, RacePage]; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const when = useWhen();
  const title = useRef<HTMLHeadingElement>(null);
  // It stands above what it was asked for with.
  useEffect(() => title.current?.focus(), []);
  const [one, other] = pages;
  const pairs = measuredOf(one).flatMap((result) => {
    const same = measuredOf(other).find(({ transport }) => transport === result.transport);
    return same ? [[result, same] as const] : [];
  });
  const differences = differing(one.setup, other.setup).map((name) =>
    t(`race.field.${name === "together" ? "mode" : name}`),
  );
  return (
    <div className="compare">
      <div className="past-head">
        <h2 ref={title} tabIndex={-1}>
          {t("race.comparing")}
        </h2>
        <p className="race-note">
          {differences.length > 0 ? t("race.differs", { what: differences.join(", ") }) : t("race.sameSetup")}{" "}
          {t("race.ratioAbout")}
        </p>
        <Button onClick={onClose}>{t("race.closeCompare")}</Button>
      </div>
      {pairs.length === 0 && <p>{t("race.noCommon")}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <section className="past-box" tabIndex={0} aria-label={t("race.comparing")}>
        {pairs.map(([before, after]) => (
          <table key={before.transport} className="compare-table">
            <caption>
              <span className="race-name">
                <TransportMark transport={before.transport} />
                {t(`transport.name.${before.transport}`)}
              </span>
            </caption>
            <thead>
              <tr>
                <th scope="col">{t("race.figure")}</th>
                <th scope="col">{when(one.startedAt)}</th>
                <th scope="col">{when(other.startedAt)}</th>
                <th scope="col">{t("race.ratio")}</th>
              </tr>
            </thead>
            <tbody>
              {COLUMNS.map((column) => {
                const [a, b] = [column.value(before), column.value(after)];
                // A ratio of what reads as 0 on either side would come from nowhere that one can see.
                const ratio = a === null || b === null || a === 0 || b === 0 ? null : b / a;
                return (
                  <tr key={column.name}>
                    <th scope="row">{t(`race.table.${column.name}`)}</th>
                    <td>{column.show(a, i18n.language)}</td>
                    <td>{column.show(b, i18n.language)}</td>
                    <td>{ratio === null ? "–" : `× ${number(ratio, i18n.language)}`}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        ))}
      </section>
    </div>
  );
}

function measuredOf(page: RacePage): Measured[] {
  return page.cells.flatMap(({ result }) => (result && isMeasured(result) ? [result] : []));
}

/** In what two races differ beside their transports, which are set side by side. */
function differing(one: RaceSetup, other: RaceSetup) {
  const [a, b] = [one, other].map((setup) => ({ ...setup, ...scaleOf(setup.scenario, setup) }));
  const names = [
    "scenario",
    "conditions",
    "clients",
    "rate",
    "size",
    "seconds",
    "pollIntervalMs",
    "seed",
    "together",
  ] as const;
  return names.filter((name) => a?.[name] !== b?.[name]);
}
