import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../look/icon.tsx";
import { unreadInAll, useChat } from "../state/chat.ts";
import { closeWire, openDialog, openWire, useWindow } from "../state/window.ts";
import "./tab-bar.css";

/** Along the bottom of a phone. */
export function TabBar() {
  const { t } = useTranslation();
  const dialog = useWindow((window) => window.dialog);
  const unread = useChat(unreadInAll);
  const isSettings = dialog === "settings";
  const isWire = useWindow((window) => window.screen === "wire");
  return (
    <nav className="tab-bar">
      <Tab
        icon="chat"
        label={t("chat.chat")}
        isChosen={!isSettings && !isWire}
        count={unread}
        onPress={() => {
          // From the wire it leads back to where one was, in the chat to the rooms.
          if (isWire) closeWire();
          else useWindow.setState({ phonePage: "rooms" });
        }}
      />
      <Tab
        icon="wire"
        label={t("chat.wire")}
        isChosen={!isSettings && isWire}
        count={0}
        onPress={() => openWire()}
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
