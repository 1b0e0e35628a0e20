import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../look/avatar.tsx";
import { useChat } from "../state/chat.ts";
import { type Room, sharedNames } from "../state/room.ts";
import "./member-list.css";
import { PersonName } from "./person-name.tsx";

const MemberMenu = lazy(() =>
  import("../access/member-menu.tsx").then(({ MemberMenu }) => ({ default: MemberMenu })),
);

/** Who is in the room now; oneself first. */
export function MemberList({ room }: { room: Room }) {
  const { t } = useTranslation();
  const me = useChat((chat) => chat.me);
  const isOwner = useChat((chat) => chat.standing.owner);
  const shared = sharedNames(room.people);
  const isMe = (id: string): boolean => id === me?.id;
  const members = room.members.toSorted((a, b) => Number(isMe(b.id)) - Number(isMe(a.id)));
  return (
    <ul className="member-list">
      {members.map(({ id, name, muted, owner }) => (
        <li key={id}>
          <Avatar id={id} name={name} size={20} />
          <span className="ellipsis" title={name}>
            <PersonName id={id} name={name} isShared={shared.has(name)} />
          </span>
          <span className="member-marks">
            {[owner && t("chat.owner"), muted && t("chat.muted"), isMe(id) && t("chat.you")]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {isOwner && !isMe(id) && !owner && (
            <Suspense fallback={null}>
              <MemberMenu id={id} name={name} here {...(muted && { muted })} />
            </Suspense>
          )}
        </li>
      ))}
    </ul>
  );
}
