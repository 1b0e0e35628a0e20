import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LOBBY } from "../../protocol/limits.ts";
import { IconButton } from "../look/button.tsx";
import { Menu, type MenuChoice } from "../look/menu.tsx";
import { askOwner } from "./asked.ts";
import "./words.ts";

/** What the host's owner can do about a room. The lobby cannot be closed. */
export function RoomMenu({ room }: { room: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const passcode: MenuChoice = {
    id: "passcode",
    label: t("access.roomMenu.passcode"),
    perform: () => askOwner({ what: "room-passcode", room }),
  };
  const close: MenuChoice = {
    id: "close",
    label: t("access.roomMenu.close"),
    perform: () => askOwner({ what: "close-room", room }),
  };
  const label = t("access.roomMenu.actions", { room });
  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        label={label}
        on={isOpen}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      <Menu
        open={isOpen}
        onClose={() => setOpen(false)}
        anchor={button}
        label={label}
        choices={room === LOBBY ? [passcode] : [passcode, close]}
      />
    </>
  );
}
