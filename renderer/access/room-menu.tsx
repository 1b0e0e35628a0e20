import { useTranslation } from "react-i18next";
import { LOBBY } from "../../protocol/limits.ts";
import { MenuButton } from "../look/menu.tsx";
import { askOwner } from "./asked.ts";
import "./words.ts";

/** What the host's owner can do about a room. The lobby cannot be closed. */
export function RoomMenu({ room }: { room: string }) {
  const { t } = useTranslation();
  const choices = [
    {
      id: "passcode",
      label: t("access.roomMenu.passcode"),
      perform: () => askOwner({ what: "room-passcode", room }),
    },
    room !== LOBBY && {
      id: "close",
      label: t("access.roomMenu.close"),
      perform: () => askOwner({ what: "close-room", room }),
    },
  ];
  return <MenuButton label={t("access.roomMenu.actions", { room })} choices={choices} />;
}
