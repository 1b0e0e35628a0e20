import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../look/dialog.tsx";
import { useChat } from "../state/chat.ts";
import { closeAsked, forgetAsked, type Subject, useAsked } from "./asked.ts";
import { Confirm } from "./confirm.tsx";
import { ban, closeRoom, kick, setRoomPasscode } from "./owner-commands.ts";
import { RenameForm } from "./rename-form.tsx";
import { SecretForm } from "./secret-form.tsx";
import "./words.ts";

/** What an owner is asked before it is done. */
export function OwnerDialogs() {
  const asked = useAsked((state) => state.asked);
  useEffect(() => forgetAsked, []); // it is this host's
  if (asked === null) return null;
  const onClose = (): void => closeAsked(asked);
  switch (asked.what) {
    case "rename":
      return <Rename member={asked.member} onClose={onClose} />;
    case "kick":
    case "ban":
      return <Removal what={asked.what} member={asked.member} onClose={onClose} />;
    case "room-passcode":
      return <RoomPasscode room={asked.room} onClose={onClose} />;
    case "close-room":
      return <CloseRoom room={asked.room} onClose={onClose} />;
  }
}

interface AboutMember {
  member: Subject;
  onClose(): void;
}

interface AboutRoom {
  room: string;
  onClose(): void;
}

function Rename({ member, onClose }: AboutMember) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} title={t("access.member.renameTitle", { name: member.name })}>
      <p className="door-about">{t("access.member.renameAbout", { name: member.name })}</p>
      <RenameForm member={member} onDone={onClose} />
    </Dialog>
  );
}

function Removal({ what, member, onClose }: AboutMember & { what: "kick" | "ban" }) {
  const { t } = useTranslation();
  return (
    <Confirm
      title={t(`access.member.${what}Title`, { name: member.name })}
      about={t(`access.member.${what}About`)}
      label={t(`access.member.${what}Do`)}
      onClose={onClose}
      perform={() => (what === "kick" ? kick(member) : ban(member, true))}
    />
  );
}

function CloseRoom({ room, onClose }: AboutRoom) {
  const { t } = useTranslation();
  return (
    <Confirm
      title={t("access.roomMenu.closeTitle", { room })}
      about={t("access.roomMenu.closeAbout")}
      label={t("access.roomMenu.closeDo")}
      onClose={onClose}
      perform={() => closeRoom(room, true)}
    />
  );
}

function RoomPasscode({ room, onClose }: AboutRoom) {
  const { t } = useTranslation();
  const isSet = useChat((chat) => chat.list.some(({ name, locked }) => name === room && locked));
  return (
    <Dialog open onClose={onClose} title={t("access.secret.roomTitle", { room })}>
      <p className="door-about">
        {isSet ? `${t("access.secret.some")} ${t("access.secret.someAbout")}` : t("access.secret.noneRoom")}
      </p>
      <SecretForm isSet={isSet} onSave={(passcode) => setRoomPasscode(room, passcode)} onClose={onClose} />
    </Dialog>
  );
}
