import { useTranslation } from "react-i18next";
import { Icon } from "../look/icon.tsx";
import { useChat } from "../state/chat.ts";
import { useWindow } from "../state/window.ts";
import { inWords, latency, perMinute, scaledUp } from "./format.ts";
import "./phone-strip.css";
import { TransportMark } from "./transport-mark.tsx";
import { useFigures } from "./use-figures.ts";

/** The strip on a phone, under each screen's head: it opens the panel, which has the rest. */
export function PhoneStrip() {
  const { t, i18n } = useTranslation();
  const transport = useChat((chat) => chat.transport);
  const { now } = useFigures();
  return (
    <button type="button" className="phone-strip" onClick={() => useWindow.setState({ isPanelOver: true })}>
      <span className="spoken">{t("transport.openPanel")}</span>
      <TransportMark transport={transport} />
      <b>{t(`transport.name.${transport}`)}</b>
      <span>{inWords(latency(now.latency, i18n.language))}</span>
      <span>
        {t("transport.requestsAMinute", {
          count: Math.round(now.requests ?? 0),
          figure: inWords(scaledUp(perMinute(now.requests, i18n.language), now.scaledFrom)),
        })}
      </span>
      <Icon name="chevron-down" />
    </button>
  );
}
