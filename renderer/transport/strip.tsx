import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { changeSettings, useSettings } from "../settings/settings.ts";
import { useChat } from "../state/chat.ts";
import { type Figures, percentile } from "./figures.ts";
import { bytes, type Figure, inWords, latency, perMinute, scaledUp } from "./format.ts";
import { perMessage } from "./rates.ts";
import "./strip.css";
import { TransportMark } from "./transport-mark.tsx";
import { useFigures } from "./use-figures.ts";

/** A browser opens at most six HTTP/1.1 connections to one host. */
const PIPS = [1, 2, 3, 4, 5, 6];

/**
 * Along the bottom: the transport, what it costs now, and whether one is connected; in as many rows as that takes.
 * Folded, only what matters most.
 */
export function Strip() {
  const { t } = useTranslation();
  const transport = useChat((chat) => chat.transport);
  const link = useChat((chat) => chat.link);
  const isFolded = useSettings((settings) => settings.stripFolded);
  const { now, at } = useFigures();
  const hasCosts = !isFolded && link === "connected";
  return (
    <section className={`strip ${link} ${isFolded ? "folded" : ""}`} aria-label={t("transport.connection")}>
      <div className="strip-rows">
        <div className="strip-group">
          <span className="strip-transport">
            <TransportMark transport={transport} />
            <b>{t(`transport.name.${transport}`)}</b>
          </span>
          <LatencyNow now={now} at={at} isShort={!hasCosts} />
          {hasCosts && <PercentileItems now={now} />}
        </div>
        {hasCosts && <Costs now={now} isSocket={transport === "websocket"} />}
        <Link roundTrip={isFolded ? null : now.roundTrip} />
      </div>
      <IconButton
        className="strip-fold"
        icon={isFolded ? "chevron-up" : "chevron-down"}
        label={isFolded ? t("transport.unfoldStrip") : t("transport.foldStrip")}
        aria-expanded={!isFolded}
        onClick={() => changeSettings({ stripFolded: !isFolded })}
      />
    </section>
  );
}

/** Of the last minute on this transport; when that had no message, the last one before it with its age. */
function LatencyNow({ now, at, isShort }: Pick<Figures, "now" | "at"> & { isShort: boolean }) {
  const { t, i18n } = useTranslation();
  const time = (ms: number | null): string => inWords(latency(ms, i18n.language));
  const age = now.last && (at - now.last.at) / 1_000;
  const last =
    now.last &&
    age !== null &&
    (age < 60 // a switch has begun the latencies anew
      ? t("transport.lastOfLate", { time: time(now.last.latency), count: Math.floor(age) })
      : t("transport.lastMessage", { time: time(now.last.latency), count: Math.floor(age / 60) }));
  return (
    <Item
      className="strip-latency"
      label={t("transport.latency")}
      title={t("transport.about.latency")}
      value={time(now.latency)}
      suffix={last !== null && !isShort && last}
    />
  );
}

function PercentileItems({ now }: Pick<Figures, "now">) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {(["p50", "p95", "p99"] as const).map((name) => (
        <Item
          key={name}
          className={`strip-${name}`}
          label={name}
          title={t(`transport.about.${name}`)}
          value={inWords(latency(percentile(now, name), i18n.language))}
        />
      ))}
      {now.percentiles && (
        <span className="strip-count" title={t("transport.about.count")}>
          {t("transport.ofMessages", { count: now.percentiles.count })}
        </span>
      )}
    </>
  );
}

function Costs({ now, isSocket }: Pick<Figures, "now"> & { isSocket: boolean }) {
  const { t, i18n } = useTranslation();
  const { scaledFrom } = now;
  const seconds = scaledFrom && Math.round(scaledFrom / 1_000);
  const rate = (figure: Figure): string => inWords(scaledUp(figure, scaledFrom));
  const minute = (known: number | null): string | false => known !== null && t("transport.perMinute");
  const about = (what: "requests" | "sent" | "received"): string =>
    t(`transport.about.${what}`) + (seconds ? ` ${t("transport.about.scaled", { seconds })}` : "");
  return (
    <div className="strip-group strip-costs">
      <Item
        className="strip-requests"
        label={t("transport.requests")}
        title={about("requests")}
        value={rate(perMinute(now.requests, i18n.language))}
        suffix={minute(now.requests)}
      />
      <Item
        className="strip-bytes"
        label={t("transport.sent")}
        title={about("sent")}
        value={rate(bytes(now.up, i18n.language))}
        suffix={minute(now.up)}
      />
      <Item
        className="strip-bytes"
        label={t("transport.received")}
        title={about("received")}
        value={rate(bytes(now.down, i18n.language))}
        suffix={minute(now.down)}
      />
      {seconds && (
        <span className="strip-scaled" title={t("transport.about.scaled", { seconds })}>
          {t("transport.scaled", { seconds })}
        </span>
      )}
      <PerMessage now={now} />
      <Connections open={now.meter?.connections ?? null} isSocket={isSocket} />
    </div>
  );
}

interface ItemProps {
  label: string;
  title: string;
  value: string;
  suffix?: string | false;
  className: string;
}

function Item({ label, title, value, suffix, className }: ItemProps) {
  return (
    <span className={className} title={title}>
      {label} <b>{value}</b>
      {suffix && <span>{suffix}</span>}
    </span>
  );
}

/** "1 message 262 B for 40 B of text" */
function PerMessage({ now }: { now: Figures["now"] }) {
  const { t, i18n } = useTranslation();
  const cost = perMessage(now.rates);
  return (
    <span className="strip-message" title={t("transport.about.perMessage")}>
      {t("transport.oneMessage")} <b>{inWords(bytes(cost?.wire ?? null, i18n.language))}</b>
      {cost && t("transport.forText", { size: inWords(bytes(cost.text, i18n.language)) })}
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
    <span className="strip-connections" title={t("transport.about.connections")}>
      <span className="strip-connections-label">{t("transport.connections")}</span>
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
