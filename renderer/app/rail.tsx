import { useTranslation } from "react-i18next";
import { keysFor } from "../actions/actions.ts";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { backToChat, openDialog, openRace, openWire } from "../state/window.ts";
import "./rail.css";

/** At the left edge of a screen that lies over the chat: the way back, the other screens, and the settings. */
export function Rail({ screen }: { screen: "wire" | "race" }) {
  const { t } = useTranslation();
  const here = { on: true, "aria-current": "page" } as const;
  return (
    <nav className="rail" aria-label={t("chat.screens")} data-column>
      <span className="rail-sign">
        <Icon name="pushpull" size={20} />
      </span>
      <IconButton icon="chat" label={t("chat.chat")} shortcut="Esc" onClick={backToChat} />
      <IconButton
        icon="wire"
        label={t("chat.wire")}
        shortcut={keysFor("wire")}
        onClick={() => openWire()}
        {...(screen === "wire" && here)}
      />
      <IconButton
        icon="flag"
        label={t("chat.race")}
        shortcut={keysFor("race")}
        onClick={openRace}
        {...(screen === "race" && here)}
      />
      <span className="rail-space" />
      <IconButton
        icon="settings"
        label={t("chat.action.settings")}
        shortcut={keysFor("settings")}
        onClick={() => openDialog("settings")}
      />
    </nav>
  );
}
