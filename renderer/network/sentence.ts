import type { TFunction } from "i18next";
import { bytes, inWords, latency } from "../transport/format.ts";
import type { Explanation } from "./explain.ts";

/** Why something happened, in one sentence; "probably" where it is a guess. */
export function whySentence(
  { why, ms, bytes: size, isGuess, transport, network }: Explanation,
  t: TFunction,
  language: string,
): string {
  const sentence = t(`network.why.${why}`, {
    time: duration(ms, language),
    size: inWords(bytes(size, language)),
    transport: transport ? t(`transport.name.${transport}`) : "",
    network: network ? t(`network.choice.${network}`) : "",
  });
  return isGuess ? t("network.probably", { sentence }) : sentence;
}

/** What became of it; null while it is not known, and where nothing had to be mended. */
export function outcomeSentence({ outcome }: Explanation, t: TFunction): string | null {
  if (!outcome) return null;
  const transport = t(`transport.name.${outcome.transport}`);
  const { recovered, retransmitted } = outcome;
  const parts = [
    recovered > 0 && t("network.outcome.recovered", { count: recovered }),
    retransmitted > 0 && t("network.outcome.retransmitted", { count: retransmitted }),
  ].filter((part) => part !== false);
  const [first, second] = parts;
  if (first) {
    const details = second ? t("network.outcome.and", { first, second }) : first;
    return t("network.outcome.mended", { transport, details });
  }
  const asks = outcome.transport === "long-polling" || outcome.transport === "short-polling";
  return t(asks ? "network.outcome.asked" : "network.outcome.connected", { transport });
}

/** Whole seconds without decimals: "60 s"; the rest as every time. */
export function duration(ms: number | null, language: string): string {
  if (ms === null || ms < 10_000) return inWords(latency(ms, language)).replace(/[.,]00(?=\D)/, "");
  return `${Math.round(ms / 1_000)}\u00a0s`;
}
