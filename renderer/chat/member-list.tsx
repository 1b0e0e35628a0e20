import { useTranslation } from "react-i18next";
import { Avatar } from "../look/avatar.tsx";
import { useChat } from "../state/chat.ts";
import { type Room, sharedNames } from "../state/room.ts";
import "./member-list.css";
import { PersonName } from "./person-name.tsx";

/** Who is in the room now; oneself first. */
export function MemberList({ room }: { room: Room }) {
  const { t } = useTranslation();
  const me = useChat((chat) => chat.me);
  const shared = sharedNames(room.people);
  const isMe = (id: string): boolean => id === me?.id;
  const members = room.members.toSorted((a, b) => Number(isMe(b.id)) - Number(isMe(a.id)));
  return (
    <ul className="member-list">
      {members.map(({ id, name }) => (
        <li key={id}>
          <Avatar id={id} name={name} size={20} />
          <span className="ellipsis" title={name}>
            <PersonName id={id} name={name} isShared={shared.has(name)} />
          </span>
          {isMe(id) && <span className="member-you">{t("chat.you")}</span>}
        </li>
      ))}
    </ul>
  );
}
