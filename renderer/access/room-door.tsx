import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Lock } from "../../client/lock.ts";
import { Icon } from "../look/icon.tsx";
import { useChat } from "../state/chat.ts";
import { joinRoom } from "../state/commands.ts";
import { PasscodeForm } from "./passcode-form.tsx";
import "./words.ts";

/** In the place of a room that asks for a passcode. */
export function RoomDoor({ name, lock }: { name: string; lock: Lock }) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const hasUnsent = useChat((chat) => chat.sending.some(({ outgoing }) => outgoing.room === name));

  async function enter(passcode: string): Promise<void> {
    setBusy(true);
    await joinRoom(name, passcode);
    setBusy(false);
  }

  return (
    <section className="empty-room room-door">
      <Icon name="lock" size={20} />
      <b>{t("access.room.passcode", { room: name })}</b>
      <p>{t("access.room.passcodeAbout")}</p>
      {hasUnsent && <p>{t("access.kept")}</p>}
      <PasscodeForm lock={lock} isBusy={isBusy} onEnter={(passcode) => void enter(passcode)} />
    </section>
  );
}
