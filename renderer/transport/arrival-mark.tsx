import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { useSettings } from "../settings/settings.ts";
import "./arrival-mark.css";
import { inWords, latency } from "./format.ts";
import { TransportMark } from "./transport-mark.tsx";

interface Arrival {
  transport: TransportName;
  /** From the sender's Enter to this screen; null if that was not measured. */
  latencyMs: number | null;
  /** Name of who sent it; null when that is oneself. */
  sender: string | null;
}

/** How a message arrived, as a sentence: "Arrived by SSE 8 ms after Mina sent it." */
export function arrivalSentence(arrival: Arrival, t: TFunction, language: string): string {
  const transport = t(`transport.said.${arrival.transport}`);
  if (arrival.latencyMs === null) return t("transport.arrivedUnmeasured", { transport });
  const time = inWords(latency(arrival.latencyMs, language));
  return arrival.sender === null
    ? t("transport.arrivedOwn", { transport, time })
    : t("transport.arrived", { transport, time, sender: arrival.sender });
}

/**
 * Beside each message: shape and latency; under the pointer, the sentence. A screen reader is spared it with every
 * new message: the row tells the sentence to whoever asks.
 */
export function ArrivalMark(arrival: Arrival) {
  const { t, i18n } = useTranslation();
  const shown = useSettings((settings) => settings.arrivalMarks);
  if (!shown) return null;
  return (
    <span className="arrival" aria-hidden="true" data-sentence={arrivalSentence(arrival, t, i18n.language)}>
      <TransportMark transport={arrival.transport} size={8} />
      {inWords(latency(arrival.latencyMs, i18n.language))}
    </span>
  );
}
