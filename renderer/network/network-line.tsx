import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { backToDirect, useNetwork } from "./network.ts";
import "./network-line.css";

/** Under the room's header while a faulty network lies in between: which, and the way back. */
export function NetworkLine() {
  const { t } = useTranslation();
  const choice = useNetwork((network) => network.choice);
  const isOffline = useNetwork((network) => network.isOffline);
  if (choice === "direct") return null;
  const network = t(`network.choice.${choice}`);
  return (
    <div className="network-line">
      <Icon name="pushpull" size={14} />
      <p role="status">{t(isOffline ? "network.throughOffline" : "network.through", { network })}</p>
      <Button size="small" onClick={() => void backToDirect()}>
        {t("network.toDirect")}
      </Button>
    </div>
  );
}
