import { useTranslation } from "react-i18next";
import type { KnownMember } from "../../protocol/schemas.ts";
import { MenuButton } from "../look/menu.tsx";
import { askOwner } from "./asked.ts";
import { ban, mute } from "./owner-commands.ts";
import "./words.ts";

type MemberMenuProps = Pick<KnownMember, "id" | "name" | "here" | "muted" | "banned">;

/** What the host's owner can do about somebody. */
export function MemberMenu({ id, name, here, muted, banned }: MemberMenuProps) {
  const { t } = useTranslation();
  const member = { id, name };
  const choices = [
    {
      id: "rename",
      label: t("access.member.rename"),
      perform: () => askOwner({ what: "rename", member }),
    },
    {
      id: "mute",
      label: muted ? t("access.member.unmute") : t("access.member.mute"),
      perform: () => void mute(member, !muted),
    },
    here && {
      id: "kick",
      label: t("access.member.kick"),
      perform: () => askOwner({ what: "kick", member }),
    },
    banned
      ? { id: "unban", label: t("access.member.unban"), perform: () => void ban(member, false) }
      : { id: "ban", label: t("access.member.ban"), perform: () => askOwner({ what: "ban", member }) },
  ];
  return <MenuButton label={t("access.member.actions", { name })} choices={choices} />;
}
