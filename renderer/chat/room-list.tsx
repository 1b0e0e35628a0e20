import { memo } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../look/button.tsx";
import { unreadIn, useChat } from "../state/chat.ts";
import { openRoom } from "../state/commands.ts";
import { openDialog, useWindow } from "../state/window.ts";
import { LockMark } from "./lock-mark.tsx";

/** All rooms of the host. */
export function RoomList() {
  const { t } = useTranslation();
  const list = useChat((chat) => chat.list);
  return (
    <nav className="room-list" aria-label={t("chat.rooms")}>
      <h2>
        {t("chat.rooms")}
        <IconButton icon="plus" label={t("chat.newRoom")} onClick={() => openDialog("new-room")} />
      </h2>
      <ul>
        {list.map(({ name }) => (
          <RoomRow key={name} name={name} />
        ))}
      </ul>
    </nav>
  );
}

const RoomRow = memo(function RoomRow({ name }: { name: string }) {
  const { t } = useTranslation();
  const isCurrent = useChat((chat) => chat.current === name);
  const isLocked = useChat((chat) => chat.list.some((room) => room.name === name && room.locked));
  const unread = useChat((chat) => {
    const room = chat.list.find((one) => one.name === name);
    return room ? unreadIn(chat, room) : 0;
  });
  return (
    <li>
      <button
        type="button"
        className={`room-row ${unread > 0 ? "unread" : ""}`}
        aria-current={isCurrent ? "true" : undefined}
        onClick={() => enter(name)}
      >
        <span className="room-hash" aria-hidden="true">
          #
        </span>
        <span className="ellipsis" title={name}>
          {name}
        </span>
        {isLocked && <LockMark />}
        {unread > 0 && (
          <span className="count">
            <span aria-hidden="true">{unread > 999 ? "999+" : unread}</span>
            <span className="spoken">{t("chat.unread", { count: unread })}</span>
          </span>
        )}
      </button>
    </li>
  );
});

function enter(name: string): void {
  useWindow.setState({ isDrawerOpen: false, phonePage: "room" });
  void openRoom(name);
}
