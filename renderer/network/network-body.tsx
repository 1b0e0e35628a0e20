import { useTranslation } from "react-i18next";
import { RelayNote } from "../desktop/relay-note.tsx";
import { Button } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { Switch } from "../look/switch.tsx";
import { useChat } from "../state/chat.ts";
import { cutNow, setOffline, useNetwork } from "./network.ts";
import "./network-body.css";
import { NetworkChoices } from "./network-choices.tsx";
import { NetworkEffects } from "./network-effects.tsx";
import { NetworkLog } from "./network-log.tsx";
import { WayTest } from "./way-test.tsx";

/** The networks to choose from, what one can do to the one in use, and what it did. */
export function NetworkBody() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  return (
    <div className="network-body">
      <p className="network-about">{t("network.about", { host })}</p>
      <RelayNote />
      <NetworkChoices />
      <Problem />
      <NetworkEffects />
      <Buttons />
      <NetworkLog />
      <WayTest />
    </div>
  );
}

const TOLD: Record<string, "none" | "full" | "closed"> = {
  "no-answer": "none",
  "rate-limited": "full",
  "no-network": "closed",
};

function Problem() {
  const { t } = useTranslation();
  const host = useChat((chat) => chat.host?.name ?? "");
  const problem = useNetwork((network) => network.problem);
  if (!problem) return null;
  const { code, message } = problem;
  return (
    <p className="network-problem" role="alert">
      <Icon name="alert" />
      {t(`network.problem.${TOLD[code] ?? "other"}`, { host, message })}
    </p>
  );
}

function Buttons() {
  const { t } = useTranslation();
  const isDirect = useNetwork((network) => network.choice === "direct");
  const isOffline = useNetwork((network) => network.isOffline);
  if (isDirect) return <p className="network-hint">{t("network.needsNetwork")}</p>;
  return (
    <div className="network-buttons">
      <Button onClick={() => void cutNow()}>{t("network.cut")}</Button>
      <Switch checked={isOffline} onChange={(off) => void setOffline(off)}>
        {t("network.offline")}
      </Switch>
    </div>
  );
}
