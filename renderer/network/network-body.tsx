import { useTranslation } from "react-i18next";
import { PRESETS } from "../../protocol/faults.ts";
import { RelayNote } from "../desktop/relay-note.tsx";
import { Button } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { Switch } from "../look/switch.tsx";
import { useChat } from "../state/chat.ts";
import { chooseNetwork, cutNow, setOffline, useNetwork } from "./network.ts";
import "./network-body.css";
import { NetworkChoices } from "./network-choices.tsx";
import { NetworkEffects } from "./network-effects.tsx";
import { NetworkLog } from "./network-log.tsx";
import { duration } from "./sentence.ts";
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

const TOLD: Record<string, "none" | "full" | "closed" | "restarted"> = {
  "no-answer": "none",
  "rate-limited": "full",
  "no-network": "closed",
  "host-restarted": "restarted",
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
  const choice = useNetwork((network) => network.choice);
  const isOffline = useNetwork((network) => network.isOffline);
  if (choice === "direct") return <p className="network-hint">{t("network.needsNetwork")}</p>;
  return (
    <div className="network-buttons">
      <Button onClick={() => void cutNow()}>{t("network.cut")}</Button>
      <Switch checked={isOffline} onChange={(off) => void setOffline(off)}>
        {t("network.offline")}
      </Switch>
      {choice === CORPORATE && <CutSoon />}
    </div>
  );
}

const CORPORATE = "corporate-proxy";
/** So much silence, in ms, passes between any two heartbeats of a host. */
const SOON = 5_000;

/** The heartbeat prevents what the corporate proxy does to silence: with less patience it can be watched. */
function CutSoon() {
  const { t, i18n } = useTranslation();
  const isSoon = useNetwork((network) => network.conditions.idleCutMs === SOON);
  const preset = PRESETS[CORPORATE];
  return (
    <Switch
      checked={isSoon}
      onChange={(soon) => void chooseNetwork(CORPORATE, soon ? { ...preset, idleCutMs: SOON } : preset)}
    >
      {t("network.cutSoon", { time: duration(SOON, i18n.language) })}
    </Switch>
  );
}
