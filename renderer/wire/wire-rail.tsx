import { useTranslation } from "react-i18next";
import { keysFor } from "../actions/actions.ts";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { closeWire, openDialog } from "../state/window.ts";
import "./wire-rail.css";

/** At the left edge: back to the chat, and the settings. */
export function WireRail() {
  const { t } = useTranslation();
  return (
    <nav className="wire-rail" aria-label={t("wire.screens")} data-column>
      <span className="wire-rail-sign">
        <Icon name="pushpull" size={20} />
      </span>
      <IconButton icon="chat" label={t("chat.chat")} shortcut="Esc" onClick={closeWire} />
      <IconButton icon="wire" label={t("wire.wire")} on aria-current="page" />
      <span className="wire-rail-space" />
      <IconButton
        icon="settings"
        label={t("chat.action.settings")}
        shortcut={keysFor("settings")}
        onClick={() => openDialog("settings")}
      />
    </nav>
  );
}
