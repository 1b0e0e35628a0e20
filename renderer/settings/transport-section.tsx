import { useId } from "react";
import { useTranslation } from "react-i18next";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { Switch } from "../look/switch.tsx";
import { useChat } from "../state/chat.ts";
import { useFigures } from "../transport/use-figures.ts";
import { AutomaticCard } from "./automatic-card.tsx";
import { PollInterval } from "./poll-interval.tsx";
import { changeSettings, useSettings } from "./settings.ts";
import { TransportCard } from "./transport-card.tsx";

/** How messages travel: six cards and the automatic choice, and what goes with them. */
export function TransportSection() {
  const { t } = useTranslation();
  const group = useId();
  const host = useChat((chat) => chat.host?.name);
  const arrivalMarks = useSettings((settings) => settings.arrivalMarks);
  const { measured } = useFigures();
  return (
    <>
      <p className="settings-about">
        {host ? t("settings.transport.about", { host }) : t("settings.transport.aboutNoHost")}
      </p>
      <div className="transport-cards" role="radiogroup" aria-label={t("transport.transport")}>
        {TRANSPORTS.map((transport) => (
          <TransportCard
            key={transport}
            group={group}
            transport={transport}
            costs={measured.get(transport)}
          />
        ))}
        <AutomaticCard group={group} />
      </div>
      <div className="settings-rows">
        <PollInterval />
        <div className="settings-row">
          <span className="settings-row-label">{t("settings.transport.inTheChat")}</span>
          <Switch checked={arrivalMarks} onChange={(on) => changeSettings({ arrivalMarks: on })}>
            {t("settings.transport.arrivalMarks")}
          </Switch>
        </div>
      </div>
    </>
  );
}
