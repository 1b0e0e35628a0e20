import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { TransportName } from "../../protocol/transport-names.ts";
import { Icon } from "../look/icon.tsx";
import { useChosen } from "../network/automatic.ts";
import { useChat } from "../state/chat.ts";
import { chooseTransport, useRefused } from "../transport/choose.ts";
import type { Costs } from "../transport/figures.ts";
import { bytes, type Figure, inWords, latency, perMinute, scaledUp } from "../transport/format.ts";
import { TransportMark } from "../transport/transport-mark.tsx";
import { seconds } from "./poll-interval.tsx";
import { useSettings } from "./settings.ts";
import "./transport-card.css";

interface CardProps {
  group: string;
  transport: TransportName;
  costs: Costs | undefined;
}

/** One of the six to choose: how it works in a sentence, and what was measured of it in this run. */
export function TransportCard({ group, transport, costs }: CardProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const isChosen = useChosen() === transport;
  const interval = useSettings((settings) => settings.pollInterval);
  const isServed = useChat((chat) => chat.host?.transports.includes(transport) ?? true);
  return (
    <label className="transport-card">
      <input
        type="radio"
        name={group}
        value={transport}
        checked={isChosen}
        disabled={!isServed}
        aria-label={t(`transport.name.${transport}`)}
        aria-describedby={`${id}-sentence ${id}-figures`}
        onChange={() => void chooseTransport(transport)}
      />
      <span className="transport-card-name">
        <TransportMark transport={transport} />
        {t(`transport.name.${transport}`)}
      </span>
      <span id={`${id}-sentence`} className="transport-card-sentence">
        {t(`settings.transport.sentence.${transport}`, { interval: seconds(interval, i18n.language) })}
      </span>
      <span id={`${id}-figures`} className="transport-card-figures">
        <CardFigures transport={transport} isServed={isServed} costs={costs} />
      </span>
    </label>
  );
}

function CardFigures({ transport, isServed, costs }: Omit<CardProps, "group"> & { isServed: boolean }) {
  const { t, i18n } = useTranslation();
  const isSwitching = useChat((chat) => chat.switchingTo === transport);
  const refused = useRefused();
  if (refused?.transport === transport)
    return (
      <span className="transport-card-refused" role="alert">
        <Icon name="alert" size={14} />
        {t(`transport.refusal.${refused.code}`)}
      </span>
    );
  if (isSwitching) return <Plain first={t("transport.switching")} />;
  if (!isServed) return <Plain first={t("transport.notServed")} />;
  if (!costs)
    return <Plain first={t("settings.transport.notMeasured")} second={t("settings.transport.chooseIt")} />;
  const total = costs.up === null || costs.down === null ? null : costs.up + costs.down;
  const rate = (figure: Figure): string => inWords(scaledUp(figure, costs.scaledFrom));
  const minute = (known: number | null): string => (known === null ? "" : t("transport.perMinute"));
  return (
    <>
      <Measured
        label={t("settings.transport.latency")}
        value={inWords(latency(costs.latency, i18n.language))}
      />
      <Measured
        label={t("settings.transport.requests")}
        value={rate(perMinute(costs.requests, i18n.language)) + minute(costs.requests)}
      />
      <Measured
        label={t("settings.transport.bytes")}
        value={rate(bytes(total, i18n.language)) + minute(total)}
      />
    </>
  );
}

function Plain({ first, second }: { first: string; second?: string }) {
  return (
    <span className="transport-card-plain">
      {first}
      {second && <span>{second}</span>}
    </span>
  );
}

function Measured({ label, value }: { label: string; value: string }) {
  return (
    <span>
      <span className="transport-card-label">{label} </span>
      <b>{value}</b>
    </span>
  );
}
