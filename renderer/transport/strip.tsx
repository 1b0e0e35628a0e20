import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../look/icon.tsx";
import { useChat } from "../state/chat.ts";
import { bytes, inWords, latency, perMinute } from "./format.ts";
import "./strip.css";
import { TransportMark } from "./transport-mark.tsx";
import { useFigures } from "./use-figures.ts";

/** A browser opens at most six HTTP/1.1 connections to one host. */
const PIPS = [1, 2, 3, 4, 5, 6];

/** Along the bottom: the transport, what it costs now, and whether one is connected. */
export function Strip() {
  const { t, i18n } = useTranslation();
  const transport = useChat((chat) => chat.transport);
  const { now } = useFigures();
  const language = i18n.language;
  const minute = t("transport.perMinute");
  return (
    <section className="strip" aria-label={t("transport.connection")}>
      <span className="strip-transport">
        <TransportMark transport={transport} />
        <b>{t(`transport.name.${transport}`)}</b>
      </span>
      <Item label={t("transport.latency")} value={inWords(latency(now.latency, language))} />
      <Item
        label={t("transport.requests")}
        value={inWords(perMinute(now.requests, language))}
        suffix={now.requests !== null && minute}
      />
      <Item
        className="strip-bytes"
        label={t("transport.sent")}
        value={inWords(bytes(now.up, language))}
        suffix={now.up !== null && minute}
      />
      <Item
        className="strip-bytes"
        label={t("transport.received")}
        value={inWords(bytes(now.down, language))}
        suffix={now.down !== null && minute}
      />
      <Connections open={now.connections} isSocket={transport === "websocket"} />
      <Link roundTrip={now.roundTrip} />
    </section>
  );
}

interface ItemProps {
  label: string;
  value: string;
  suffix?: string | false;
  className?: string;
}

function Item({ label, value, suffix, className = "" }: ItemProps) {
  return (
    <span className={className}>
      {label} <b>{value}</b>
      {suffix}
    </span>
  );
}

/** "2 of 6", or of a WebSocket, which does not count against the six, "1 socket". */
function Connections({ open, isSocket }: { open: number | null; isSocket: boolean }): ReactNode {
  const { t } = useTranslation();
  const words = (): string => {
    if (open === null) return t("transport.dash");
    return isSocket ? t("transport.sockets", { count: open }) : t("transport.connectionsOf", { open });
  };
  return (
    <span className="strip-connections">
      {t("transport.connections")}
      {!isSocket && open !== null && (
        <span className="strip-pips" aria-hidden="true">
          {PIPS.map((n) => (
            <i key={n} className={n <= open ? "on" : ""} />
          ))}
        </span>
      )}
      <b>{words()}</b>
    </span>
  );
}

/** The connection's state in words. A screen reader hears it when it changes, and the figures never. */
function Link({ roundTrip }: { roundTrip: number | null }) {
  const { t, i18n } = useTranslation();
  const link = useChat((chat) => chat.link);
  const url = useChat((chat) => chat.url);
  const host = URL.canParse(url) ? new URL(url).host : "";
  return (
    <span className="strip-link">
      {link === "reconnecting" && <Icon name="alert" size={13} />}
      <span role="status">{t(`transport.state.${link}`, { host })}</span>
      {roundTrip !== null && (
        <span className="strip-round-trip">
          {t("transport.roundTrip", { time: inWords(latency(roundTrip, i18n.language)) })}
        </span>
      )}
    </span>
  );
}

/** The strip on a phone, under the room's header: it opens the panel. */
export function PhoneStrip({ onOpen }: { onOpen(): void }) {
  const { t, i18n } = useTranslation();
  const transport = useChat((chat) => chat.transport);
  const { now } = useFigures();
  return (
    <button type="button" className="phone-strip" onClick={onOpen}>
      <span className="spoken">{t("transport.openPanel")}</span>
      <TransportMark transport={transport} />
      <b>{t(`transport.name.${transport}`)}</b>
      <span>{inWords(latency(now.latency, i18n.language))}</span>
      <span>
        {t("transport.requestsAMinute", {
          count: Math.round(now.requests ?? 0),
          figure: inWords(perMinute(now.requests, i18n.language)),
        })}
      </span>
      <Icon name="chevron-down" />
    </button>
  );
}
