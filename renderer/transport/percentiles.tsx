import { useTranslation } from "react-i18next";
import { latency } from "./format.ts";
import "./percentiles.css";
import { type Figures, percentile } from "./figures.ts";

/** How long messages took in the last minute, for whoever has no room for it in the strip. */
export function Percentiles({ now }: Pick<Figures, "now">) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <h3>
        {t("transport.latencyLastMinute")}
        {now.percentiles && (
          <span className="percentiles-count" title={t("transport.about.count")}>
            {t("transport.ofMessages", { count: now.percentiles.count })}
          </span>
        )}
      </h3>
      <dl className="percentiles">
        {(["p50", "p95", "p99"] as const).map((name) => {
          const ms = percentile(now, name);
          const { value, unit } = latency(ms, i18n.language);
          return (
            <div key={name} title={t(`transport.about.${name}`)}>
              <dt>{name}</dt>
              <dd>
                {value} <small>{unit}</small>
              </dd>
              <dd className="percentiles-about">
                {t(ms === null ? `transport.tooFew.${name}` : `transport.within.${name}`)}
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
