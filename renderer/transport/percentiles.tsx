import { useTranslation } from "react-i18next";
import { latency } from "./format.ts";
import "./percentiles.css";
import type { Figures } from "./figures.ts";

/** How long messages took in the last minute, for whoever has no room for it in the strip. */
export function Percentiles({ now }: Pick<Figures, "now">) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <h3>{t("transport.latencyLastMinute")}</h3>
      <dl className="percentiles">
        {(["p50", "p95", "p99"] as const).map((name) => {
          const { value, unit } = latency(now.percentiles?.[name] ?? null, i18n.language);
          return (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value} <small>{unit}</small>
              </dd>
              <dd className="percentiles-about">{t(`transport.within.${name}`)}</dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
