import { useTranslation } from "react-i18next";
import { keysFor } from "../actions/actions.ts";
import { Avatar } from "../look/avatar.tsx";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { currentRoom, useChat } from "../state/chat.ts";
import { openDialog, openRace, openWire } from "../state/window.ts";
import { HostHead } from "./host-head.tsx";
import "./left-column.css";
import { MemberList } from "./member-list.tsx";
import { RoomList } from "./room-list.tsx";

/** The host, its rooms, who is in the room on screen, and oneself: beside the room, or as a phone's page of its own. */
export function LeftColumn({ isPage = false }: { isPage?: boolean }) {
  const { t } = useTranslation();
  const me = useChat((chat) => chat.me);
  const room = useChat(currentRoom);
  const Column = isPage ? "div" : "aside";
  return (
    <Column className="left-column" {...(!isPage && { "aria-label": t("chat.rooms") })} data-column>
      <HostHead isTitle={isPage} />
      <div className="left-body">
        <button type="button" className="jump" onClick={() => openDialog("jump")}>
          <Icon name="search" />
          <span>{t("chat.jump")}</span>
          <kbd>{keysFor("jump")}</kbd>
        </button>
        <RoomList />
        {room && room.members.length > 0 && (
          <section className="people" aria-labelledby="people-here">
            <h2 id="people-here">{t("chat.people")}</h2>
            <MemberList room={room} />
          </section>
        )}
      </div>
      <div className="me">
        <Avatar id={me?.id ?? ""} name={me?.name ?? ""} size={28} />
        <b className="ellipsis" title={me?.name}>
          {me?.name}
        </b>
        <IconButton
          icon="wire"
          label={t("chat.action.wire")}
          shortcut={keysFor("wire")}
          onClick={() => openWire()}
        />
        <IconButton icon="flag" label={t("chat.action.race")} shortcut={keysFor("race")} onClick={openRace} />
        <IconButton
          icon="settings"
          label={t("chat.action.settings")}
          shortcut={keysFor("settings")}
          onClick={() => openDialog("settings")}
        />
      </div>
    </Column>
  );
}
