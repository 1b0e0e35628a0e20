import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { AutoStep } from "../../client/auto.ts";
import { useChat } from "../state/chat.ts";
import { Disclosure } from "../transport/disclosure.tsx";
import { clock, inWords, latency } from "../transport/format.ts";
import { useAutomatic } from "./automatic.ts";
import "./automatic-steps.css";

/** Under the transports, while the choice is automatic: why this one. */
export function AutomaticSteps() {
  const { t, i18n } = useTranslation();
  const steps = useAutomatic((automatic) => automatic.steps);
  const transport = useChat((chat) => chat.transport);
  if (!steps) return null;
  return (
    <Disclosure title={t("network.automatic.why")} figure={t(`transport.name.${transport}`)}>
      <ol className="automatic-steps">
        {steps.map((step) => (
          <li key={`${step.at} ${step.kind} ${step.transport}`}>
            <time className="num">{clock(step.at, i18n.language)}</time>
            <span>{stepSentence(step, t, i18n.language)}</span>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}

/** One thing that `auto` did or saw, in the reader's words. */
export function stepSentence(step: AutoStep, t: TFunction, language: string): string {
  const transport = t(`transport.name.${step.transport}`);
  const said = t(`transport.said.${step.transport}`);
  const time = (ms: number): string => inWords(latency(ms, language));
  switch (step.kind) {
    case "began":
      return t("network.automatic.began", { transport: said });
    case "tries":
      return t("network.automatic.tries", { transport: said });
    case "climbed":
      return step.roundTripMs === null
        ? t("network.automatic.works", { transport })
        : t("network.automatic.climbed", { transport, time: time(step.roundTripMs) });
    case "refused":
      return t(`network.automatic.refused.${step.code}`, { transport });
    case "slow":
      return t("network.automatic.slow", {
        transport,
        time: time(step.roundTripMs),
        sure: time(step.sureMs),
      });
    case "slowed":
      return t("network.automatic.slowed", {
        transport,
        time: time(step.roundTripMs),
        usual: time(step.usualMs),
      });
    case "broke":
      return step.drops > 1
        ? t("network.automatic.broke", { transport, count: step.drops })
        : t("network.automatic.fails", { transport });
    case "stays":
      return t("network.automatic.stays", { transport: said });
  }
}
