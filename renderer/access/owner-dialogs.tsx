import { useTranslation } from "react-i18next";
import { Button } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { useChat } from "../state/chat.ts";
import { closeAsked, type Subject, useAsked } from "./asked.ts";
import { Confirm } from "./confirm.tsx";
import { ban, closeRoom, kick, setRoomPasscode } from "./owner-commands.ts";
import { RenameForm } from "./rename-form.tsx";
import { SecretForm } from "./secret-form.tsx";
import "./words.ts";

/** What an owner is asked before it is done. */
export function OwnerDialogs() {
  const asked = useAsked((state) => state.asked);
  switch (asked?.what) {
    case "rename":
      return <Rename member={asked.member} />;
    case "kick":
    case "ban":
      return <Removal what={asked.what} member={asked.member} />;
    case "room-passcode":
      return <RoomPasscode room={asked.room} />;
    case "close-room":
      return <CloseRoom room={asked.room} />;
    default:
      return null;
  }
}

function Rename({ member }: { member: Subject }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={closeAsked} title={t("access.member.renameTitle", { name: member.name })}>
      <p className="door-about">{t("access.member.renameAbout", { name: member.name })}</p>
      <RenameForm member={member} onDone={closeAsked} />
    </Dialog>
  );
}

function Removal({ what, member }: { what: "kick" | "ban"; member: Subject }) {
  const { t } = useTranslation();
  return (
    <Confirm
      title={t(`access.member.${what}Title`, { name: member.name })}
      about={t(`access.member.${what}About`)}
      label={t(`access.member.${what}Do`)}
      perform={() => (what === "kick" ? kick(member) : ban(member, true))}
    />
  );
}

function CloseRoom({ room }: { room: string }) {
  const { t } = useTranslation();
  return (
    <Confirm
      title={t("access.roomMenu.closeTitle", { room })}
      about={t("access.roomMenu.closeAbout")}
      label={t("access.roomMenu.closeDo")}
      perform={() => closeRoom(room, true)}
    />
  );
}

function RoomPasscode({ room }: { room: string }) {
  const { t } = useTranslation();
  const isSet = useChat((chat) => chat.list.some(({ name, locked }) => name === room && locked));
  return (
    <Dialog open onClose={closeAsked} title={t("access.secret.roomTitle", { room })}>
      <p className="door-about">
        {isSet ? `${t("access.secret.some")} ${t("access.secret.someAbout")}` : t("access.secret.noneRoom")}
      </p>
      <SecretForm
        isSet={isSet}
        onSave={async (passcode) => {
          const isDone = await setRoomPasscode(room, passcode);
          if (isDone) closeAsked();
          return isDone;
        }}
      >
        <Button onClick={closeAsked}>{t("common.cancel")}</Button>
      </SecretForm>
    </Dialog>
  );
}
