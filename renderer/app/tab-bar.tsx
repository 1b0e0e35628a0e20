import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../look/icon.tsx";
import { unreadInAll, useChat } from "../state/chat.ts";
import { backToChat, openDialog, openRace, openWire, useWindow } from "../state/window.ts";
import "./tab-bar.css";

/** Along the bottom of a phone. */
export function TabBar() {
  const { t } = useTranslation();
  const dialog = useWindow((window) => window.dialog);
  const unread = useChat(unreadInAll);
  const isSettings = dialog === "settings";
  const screen = useWindow((window) => window.screen);
  return (
    <nav className="tab-bar">
      <Tab
        icon="chat"
        label={t("chat.chat")}
        isChosen={!isSettings && screen === "chat"}
        count={unread}
        onPress={() => {
          // From another screen it leads back to where one was, in the chat to the rooms.
          if (screen !== "chat") backToChat();
          else useWindow.setState({ phonePage: "rooms" });
        }}
      />
      <Tab
        icon="wire"
        label={t("chat.wire")}
        isChosen={!isSettings && screen === "wire"}
        count={0}
        onPress={() => openWire()}
      />
      <Tab
        icon="flag"
        label={t("chat.race")}
        isChosen={!isSettings && screen === "race"}
        count={0}
        onPress={openRace}
      />
      <Tab
        icon="settings"
        label={t("chat.action.settings")}
        isChosen={isSettings}
        count={0}
        onPress={() => openDialog("settings")}
      />
    </nav>
  );
}

interface TabProps {
  icon: IconName;
  label: string;
  isChosen: boolean;
  count: number;
  onPress(): void;
}

function Tab({ icon, label, isChosen, count, onPress }: TabProps) {
  const { t } = useTranslation();
  return (
    <button type="button" className="tab" aria-current={isChosen ? "page" : undefined} onClick={onPress}>
      <Icon name={icon} size={20} />
      {label}
      {count > 0 && (
        <span className="count">
          <span aria-hidden="true">{count > 999 ? "999+" : count}</span>
          <span className="spoken">{t("chat.unread", { count })}</span>
        </span>
      )}
    </button>
  );
}
