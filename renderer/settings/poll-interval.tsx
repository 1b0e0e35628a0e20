import { useId } from "react";
import { useTranslation } from "react-i18next";
import { POLL_INTERVAL } from "../../protocol/limits.ts";
import { IconButton } from "../look/button.tsx";
import { choosePollInterval } from "../transport/choose.ts";
import "./poll-interval.css";
import { useSettings } from "./settings.ts";

/** What the buttons step through, in ms. */
const STOPS = [100, 200, 300, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000].filter(
  (ms) => ms >= POLL_INTERVAL.min && ms <= POLL_INTERVAL.max,
);

/** A poll interval in words: "1.5 s". */
export function seconds(ms: number, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return `${number.format(ms / 1_000)}\u00a0s`;
}

/** How often short polling asks, and what that means. */
export function PollInterval() {
  const { t, i18n } = useTranslation();
  const label = useId();
  const interval = useSettings((settings) => settings.pollInterval);
  const shorter = STOPS.findLast((ms) => ms < interval);
  const longer = STOPS.find((ms) => ms > interval);
  const step = (to: number | undefined): void => {
    if (to !== undefined) choosePollInterval(to);
  };
  const perMinute = Math.round(60_000 / interval);
  return (
    <div className="settings-row">
      <span id={label} className="settings-row-label">
        {t("settings.transport.pollInterval")}
      </span>
      <fieldset className="stepper" aria-labelledby={label}>
        <IconButton
          icon="minus"
          label={t("settings.transport.shorter")}
          disabled={shorter === undefined}
          onClick={() => step(shorter)}
        />
        <output className="num">{seconds(interval, i18n.language)}</output>
        <IconButton
          icon="plus"
          label={t("settings.transport.longer")}
          disabled={longer === undefined}
          onClick={() => step(longer)}
        />
      </fieldset>
      <span className="settings-row-hint">
        {t("settings.transport.pollIntervalMeans", {
          count: perMinute,
          interval: seconds(interval, i18n.language),
        })}
      </span>
    </div>
  );
}
