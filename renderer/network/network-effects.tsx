import type { TFunction } from "i18next";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { bytes, inWords } from "../transport/format.ts";
import { effects } from "../words/effects.ts";
import { addWords } from "../words/index.ts";
import { type Effect, effectsOf, HEARTBEAT } from "./effects.ts";
import { useNetwork } from "./network.ts";
import "./network-effects.css";
import { duration } from "./sentence.ts";

addWords("effects", effects);

/** What the network in use does, from its very conditions: of a custom one, too. */
export function NetworkEffects() {
  const { t, i18n } = useTranslation();
  const title = useId();
  const choice = useNetwork((network) => network.choice);
  const conditions = useNetwork((network) => network.conditions);
  const offline = useNetwork((network) => network.isOffline);
  if (choice === "direct") return null;
  return (
    <section className="network-effects" aria-labelledby={title}>
      <h3 id={title}>{t("effects.title")}</h3>
      <ul aria-live="polite">
        {effectsOf({ ...conditions, offline }).map((effect) => (
          <li key={effect.kind}>{effectSentence(effect, t, i18n.language)}</li>
        ))}
      </ul>
    </section>
  );
}

function effectSentence(effect: Effect, t: TFunction, language: string): string {
  const time = (ms: number): string => duration(ms, language);
  const between = ([least, most]: readonly [number, number]): string =>
    least === most ? time(least) : t("effects.between", { least: time(least), most: time(most) });
  const size = (count: number): string => inWords(bytes(count, language));
  switch (effect.kind) {
    case "latency":
      return t("effects.latency", { oneWay: between(effect.oneWay), roundTrip: between(effect.roundTrip) });
    case "bandwidth": {
      const { bytesPerSecond } = effect;
      return t("effects.bandwidth", { rate: size(bytesPerSecond), time: time(1e9 / bytesPerSecond) });
    }
    case "idle-cut-rare":
    case "idle-cut-often":
      return t(`effects.${effect.kind}`, { time: time(effect.ms), heartbeat: time(HEARTBEAT) });
    case "buffer":
      return t("effects.buffer", { size: size(effect.bytes), time: time(effect.ms) });
    case "cuts":
      return t("effects.cuts", { time: time(effect.ms) });
    default:
      return t(`effects.${effect.kind}`);
  }
}
