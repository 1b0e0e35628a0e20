import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LOBBY } from "../../protocol/limits.ts";
import { keysFor, togglePanel } from "../actions/actions.ts";
import { useLayout } from "../app/layout.ts";
import { IconButton } from "../look/button.tsx";
import { Icon } from "../look/icon.tsx";
import { MenuRow } from "../look/menu.tsx";
import { Popover } from "../look/popover.tsx";
import { useSettings } from "../settings/settings.ts";
import { useChat } from "../state/chat.ts";
import { leaveRoom } from "../state/commands.ts";
import type { Room } from "../state/room.ts";
import { useWindow } from "../state/window.ts";
import { LockMark } from "./lock-mark.tsx";
import { MemberList } from "./member-list.tsx";
import "./room-head.css";

const RoomMenu = lazy(() =>
  import("../access/room-menu.tsx").then(({ RoomMenu }) => ({ default: RoomMenu })),
);

/** At the top of a room: its name, who is in it, and the ways to what is not on screen. */
export function RoomHead({ name, room }: { name: string; room: Room | undefined }) {
  const { t } = useTranslation();
  const layout = useLayout();
  const host = useChat((chat) => chat.host?.name);
  const isLocked = useChat((chat) => chat.list.some((one) => one.name === name && one.locked));
  const isOwner = useChat((chat) => chat.standing.owner);
  return (
    <header className="room-head">
      {layout === "phone" && (
        <IconButton
          icon="back"
          label={t("chat.rooms")}
          onClick={() => useWindow.setState({ phonePage: "rooms" })}
        />
      )}
      {layout === "narrow" && (
        <IconButton
          icon="menu"
          label={t("chat.openRooms")}
          onClick={() => useWindow.setState({ isDrawerOpen: true })}
        />
      )}
      <div className="room-title">
        <h1 title={name}>
          <span className="ellipsis"># {name}</span>
          {isLocked && <LockMark />}
        </h1>
        {layout === "phone" && <span className="ellipsis">{host}</span>}
      </div>
      {room && <People name={name} room={room} />}
      {isOwner && (
        <Suspense fallback={null}>
          <RoomMenu room={name} />
        </Suspense>
      )}
      {layout !== "phone" && <PanelButton />}
    </header>
  );
}

function People({ name, room }: { name: string; room: Room }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const count = room.members.length;
  return (
    <>
      <button
        ref={button}
        type="button"
        className="people-button"
        aria-label={t("common.people", { count })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Icon name="people" />
        <span className="num">{count}</span>
      </button>
      <Popover
        open={isOpen}
        onClose={() => setOpen(false)}
        anchor={button}
        placement="bottom end"
        label={t("chat.peopleIn", { room: name })}
        className="people-popover"
      >
        <h2>{t("common.people", { count })}</h2>
        <MemberList room={room} />
        {name !== LOBBY && (
          <div className="leave-room">
            <MenuRow
              onChoose={() => {
                setOpen(false);
                void leaveRoom(name);
              }}
            >
              {t("chat.leaveRoom")}
            </MenuRow>
          </div>
        )}
      </Popover>
    </>
  );
}

/** Brings the transport panel back while it is folded. */
function PanelButton() {
  const { t } = useTranslation();
  const layout = useLayout();
  const isOpen = useSettings((settings) => settings.panelOpen);
  if (layout === "wide" && isOpen) return null;
  return (
    <IconButton
      icon="panel"
      label={t("transport.openPanel")}
      shortcut={keysFor("panel")}
      onClick={togglePanel}
    />
  );
}
