import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomInfo } from "../../protocol/schemas.ts";
import { useFirstFocus } from "../app/use-first-focus.ts";
import { Dialog } from "../look/dialog.tsx";
import { Icon } from "../look/icon.tsx";
import { unreadIn, useChat } from "../state/chat.ts";
import { openRoom } from "../state/commands.ts";
import { closeDialog, useWindow } from "../state/window.ts";
import "./jump-dialog.css";
import { LockMark } from "./lock-mark.tsx";

/** Most rooms that are offered at once. */
const MOST = 8;

/** Goes to a room by a part of its name. */
export function JumpDialog() {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={closeDialog} title={t("chat.jumpLabel")} bare className="jump-dialog">
      <Jump />
    </Dialog>
  );
}

function Jump() {
  const { t } = useTranslation();
  const id = useId();
  const field = useFirstFocus<HTMLInputElement>();
  const chat = useChat();
  const [text, setText] = useState("");
  const [chosen, choose] = useState(0);
  const rooms = found(chat.list, text).slice(0, MOST);

  function pressed(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      choose((chosen + step + rooms.length) % Math.max(1, rooms.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const room = rooms[chosen];
      if (room) jump(room.name);
    }
  }

  return (
    <>
      <div className="jump-field">
        <Icon name="search" />
        <input
          ref={field}
          value={text}
          role="combobox"
          aria-expanded={rooms.length > 0}
          aria-controls={`${id}-rooms`}
          aria-activedescendant={rooms[chosen] && `${id}-${chosen}`}
          aria-label={t("chat.jumpLabel")}
          placeholder={t("chat.jumpPlaceholder")}
          onKeyDown={pressed}
          onChange={(event) => {
            setText(event.target.value);
            choose(0);
          }}
        />
      </div>
      <div id={`${id}-rooms`} role="listbox" aria-label={t("chat.rooms")} className="jump-rooms">
        {rooms.map((room, i) => (
          <button
            type="button"
            tabIndex={-1} // the field keeps the focus and says which one is chosen
            key={room.name}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            className="jump-room"
            onPointerMove={() => choose(i)}
            onClick={() => jump(room.name)}
          >
            <span className="room-hash">#</span>
            <span className="ellipsis">{room.name}</span>
            {room.locked && <LockMark />}
            {unreadIn(chat, room) > 0 && <span className="count">{unreadIn(chat, room)}</span>}
          </button>
        ))}
      </div>
      {rooms.length === 0 && <p className="jump-none">{t("chat.jumpNone")}</p>}
    </>
  );
}

function jump(room: string): void {
  closeDialog();
  useWindow.setState({ phonePage: "room" });
  void openRoom(room);
}

/** Rooms whose name holds the text, those that begin with it first. */
function found(list: readonly RoomInfo[], text: string): readonly RoomInfo[] {
  const wanted = text.trim().replace(/^#/, "").toLocaleLowerCase();
  const at = ({ name }: RoomInfo): number => name.toLocaleLowerCase().indexOf(wanted);
  return list.filter((room) => at(room) !== -1).toSorted((a, b) => Math.min(at(a), 1) - Math.min(at(b), 1));
}
