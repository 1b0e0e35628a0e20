import { useId } from "react";
import { useTranslation } from "react-i18next";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import { Icon } from "../look/icon.tsx";
import { useChosen } from "../network/automatic.ts";
import { useChat } from "../state/chat.ts";
import { chooseTransport, refusalSentence, useRefused } from "./choose.ts";
import type { Costs } from "./figures.ts";
import { inWords, latency, perMinute, scaledUp } from "./format.ts";
import "./transport-list.css";
import { TransportMark } from "./transport-mark.tsx";
import { useFigures } from "./use-figures.ts";

/** The six transports, and the best of them, as one choice, each with what was measured of it in this run. */
export function TransportList() {
  const { t } = useTranslation();
  const name = useId();
  const { measured } = useFigures();
  const refused = useRefused();
  return (
    <div className="transport-list" role="radiogroup" aria-label={t("transport.transport")}>
      <div className="transport-row head" aria-hidden="true">
        <span />
        <span />
        <span title={t("transport.about.measured")}>{t("transport.latency")}</span>
        <span>{t("transport.requestsPerMinute")}</span>
      </div>
      {TRANSPORTS.map((transport) => (
        <TransportRow key={transport} group={name} transport={transport} costs={measured.get(transport)} />
      ))}
      <AutomaticRow group={name} />
      {refused && (
        <p className="transport-refused" role="alert">
          <Icon name="alert" />
          {refusalSentence(refused.transport, refused.code, t)}
        </p>
      )}
    </div>
  );
}

/** The seventh choice: says which of the six it is on. */
function AutomaticRow({ group }: { group: string }) {
  const { t } = useTranslation();
  const id = useId();
  const isChosen = useChosen() === "auto";
  const transport = useChat((chat) => chat.transport);
  return (
    <label className="transport-row">
      <input
        type="radio"
        name={group}
        value="auto"
        checked={isChosen}
        aria-label={t("network.automatic.name")}
        aria-describedby={id}
        onChange={() => void chooseTransport("auto")}
      />
      <Icon name="pushpull" size={12} />
      <span className="transport-row-name">{t("network.automatic.name")}</span>
      <span id={id} className="transport-row-words">
        {isChosen
          ? t("network.automatic.on", { transport: t(`transport.said.${transport}`) })
          : t("network.automatic.short")}
      </span>
    </label>
  );
}

interface RowProps {
  group: string;
  transport: TransportName;
  costs: Costs | undefined;
}

function TransportRow({ group, transport, costs }: RowProps) {
  const { t } = useTranslation();
  const isUsed = useChat((chat) => chat.transport === transport);
  const isChosen = useChosen() === transport;
  const isServed = useChat((chat) => chat.host?.transports.includes(transport) ?? true);
  return (
    <label className={`transport-row ${isUsed ? "used" : ""}`}>
      <input
        type="radio"
        name={group}
        value={transport}
        checked={isChosen}
        disabled={!isServed}
        onChange={() => void chooseTransport(transport)}
      />
      <TransportMark transport={transport} />
      <span className="transport-row-name">
        {t(`transport.name.${transport}`)}
        {isUsed && <Icon name="check" size={13} />}
      </span>
      <RowFigures transport={transport} isServed={isServed} costs={costs} />
    </label>
  );
}

function RowFigures({
  transport,
  isServed,
  costs,
}: {
  transport: TransportName;
  isServed: boolean;
  costs: Costs | undefined;
}) {
  const { t, i18n } = useTranslation();
  const isSwitching = useChat((chat) => chat.switchingTo === transport);
  if (isSwitching) return <span className="transport-row-words">{t("transport.switching")}</span>;
  if (!isServed) return <span className="transport-row-words">{t("transport.notServed")}</span>;
  return (
    <>
      <span className={costs?.latency == null ? "none" : ""} title={t("transport.about.measured")}>
        <span className="spoken">{t("transport.latency")} </span>
        {costs?.latency == null ? t("transport.notYet") : inWords(latency(costs.latency, i18n.language))}
      </span>
      <span className={costs?.requests == null ? "none" : ""}>
        <span className="spoken">{t("transport.requestsPerMinute")} </span>
        {inWords(scaledUp(perMinute(costs?.requests ?? null, i18n.language), costs?.scaledFrom ?? null))}
      </span>
    </>
  );
}
