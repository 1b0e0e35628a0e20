import { useTranslation } from "react-i18next";
import type { RaceSetup } from "../../protocol/race.ts";
import { isSingle, scaleOf } from "../../protocol/scenarios.ts";
import { locale } from "../chat/dates.ts";
import { data, number } from "./figures.ts";

/** A time in words: "1 min 20 s". `seconds` is rounded to 5 s from half a minute on. */
export function useDuration(): (seconds: number) => string {
  const { t } = useTranslation();
  return (exact) => {
    const step = exact > 30 ? 5 : 1;
    const all = Math.max(1, Math.ceil(exact / step) * step);
    const [minutes, seconds] = [Math.floor(all / 60), all % 60];
    if (minutes === 0) return t("race.time.seconds", { seconds });
    return seconds === 0 ? t("race.time.minutes", { minutes }) : t("race.time.both", { minutes, seconds });
  };
}

/** What was raced, in a line. */
export function useSetupText(): (setup: RaceSetup) => string {
  const { t, i18n } = useTranslation();
  return (setup) => {
    const { clients, rate, size } = scaleOf(setup.scenario, setup);
    const all = [
      t("race.about.setup", {
        scenario: t(`race.scenario.${setup.scenario}`),
        clients: t("race.about.clients", { count: clients, clients: number(clients, i18n.language) }),
        messages: isSingle(setup.scenario)
          ? t("race.about.single")
          : t("race.about.messages", { count: rate, rate: number(rate, i18n.language) }),
        size: data(size, i18n.language),
        network: t(`network.choice.${setup.conditions}`),
        seconds: setup.seconds,
      }),
      t("race.about.poll", { time: `${number(setup.pollIntervalMs, i18n.language)}\u00a0ms` }),
      t("race.about.seed", { seed: setup.seed }),
    ];
    return all.join(" · ");
  };
}

/** When a race began: "21 Nov 2026, 14:06". `startedAt`: ISO 8601. */
export function useWhen(): (startedAt: string) => string {
  const { i18n } = useTranslation();
  return (startedAt) =>
    new Intl.DateTimeFormat(locale(i18n.language), {
      dateStyle: "medium",
      timeStyle: "medium",
    }).format(new Date(startedAt));
}
