import { useTranslation } from "react-i18next";
import { median } from "../../client/latency.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import type { Scene } from "./chart-scene.ts";
import { bytes, type Figure, inWords, latency, perMinute } from "./format.ts";
import type { Step } from "./steps.ts";

/** What the charts show, in words: of each transport the median and the range. */
export function useTextOf({ steps, arrivals }: Scene): string {
  const { t, i18n } = useTranslation();
  const ranges = (figure: (value: number | null, locale: string) => Figure, values: readonly number[]) => ({
    median: inWords(figure(median(values), i18n.language)),
    least: inWords(figure(Math.min(...values), i18n.language)),
    most: inWords(figure(Math.max(...values), i18n.language)),
  });
  const lines = TRANSPORTS.flatMap((name) => {
    const transport = t(`transport.name.${name}`);
    const latencies = arrivals.flatMap((arrived) => (arrived.transport === name ? arrived.latency : []));
    const rates = (rate: "up" | "down" | "requests"): number[] =>
      steps.flatMap((step: Step) => (step.transport === name ? (step[rate] ?? []) : []));
    const texts: string[] = [];
    if (latencies.length > 0) texts.push(t("transport.textLatency", ranges(latency, latencies)));
    if (rates("requests").length > 0) {
      texts.push(t("transport.textSent", ranges(bytes, rates("up"))));
      texts.push(t("transport.textReceived", ranges(bytes, rates("down"))));
      texts.push(t("transport.textRequests", ranges(perMinute, rates("requests"))));
    }
    return texts.length > 0
      ? [t("transport.textOf", { transport, figures: texts.join(t("transport.comma")) })]
      : [];
  });
  return lines.length > 0 ? lines.join(" ") : t("transport.firstMessageHere");
}
