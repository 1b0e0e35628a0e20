import { useTranslation } from "react-i18next";
import type { KnownMember } from "../../protocol/schemas.ts";
import { problemText } from "../app/problem-text.ts";
import { Avatar } from "../look/avatar.tsx";
import { Button, IconButton } from "../look/button.tsx";
import { Dialog } from "../look/dialog.tsx";
import { sinceText } from "../start/since.ts";
import { useChat } from "../state/chat.ts";
import { closeDialog } from "../state/window.ts";
import { MemberMenu } from "./member-menu.tsx";
import { closeRoom, setHostPasscode } from "./owner-commands.ts";
import "./people-dialog.css";
import { SecretForm } from "./secret-form.tsx";
import { usePeople } from "./use-people.ts";
import "./words.ts";

/** For the host's owner: who may come in, who has been here, and what is closed. */
export function PeopleDialog() {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={closeDialog} title={t("access.people.title")} className="people-dialog">
      <IconButton icon="close" label={t("common.close")} className="people-close" onClick={closeDialog} />
      <HostPasscode />
      <Known />
    </Dialog>
  );
}

function HostPasscode() {
  const { t } = useTranslation();
  const isSet = useChat((chat) => chat.host?.passcode ?? false);
  return (
    <section aria-labelledby="host-passcode">
      <h3 id="host-passcode">{t("access.secret.hostTitle")}</h3>
      <p className="people-about">
        {isSet ? `${t("access.secret.some")} ${t("access.secret.someAbout")}` : t("access.secret.none")}
      </p>
      <SecretForm isSet={isSet} onSave={setHostPasscode} />
    </section>
  );
}

function Known() {
  const { t } = useTranslation();
  const { people, problem, look } = usePeople();
  if (problem) {
    return (
      <p className="people-about" role="alert">
        {problemText(problem, t)}
      </p>
    );
  }
  if (!people) return <p className="people-about">{t("access.people.loading")}</p>;
  return (
    <>
      <section aria-labelledby="people-known">
        <h3 id="people-known">
          {t("access.people.everybody")}
          <IconButton icon="retry" label={t("access.people.refresh")} onClick={look} />
        </h3>
        <ul className="people-known">
          {people.people.map((member) => (
            <Person key={member.id} member={member} />
          ))}
        </ul>
        {people.people.length < 2 && <p className="people-about">{t("access.people.nobody")}</p>}
      </section>
      {people.closedRooms.length > 0 && <ClosedRooms rooms={people.closedRooms} />}
    </>
  );
}

function Person({ member }: { member: KnownMember }) {
  const { t, i18n } = useTranslation();
  const isMe = useChat((chat) => chat.me?.id === member.id);
  const { id, name, here, seenAt, owner, muted, banned } = member;
  const marks = [
    isMe && t("access.people.you"),
    owner && t("access.people.owner"),
    muted && t("access.people.muted"),
    banned && t("access.people.banned"),
  ].filter(Boolean);
  const seen = t("access.people.seen", { when: sinceText(seenAt, Date.now(), i18n.language) });
  return (
    <li>
      <Avatar id={id} name={name} size={28} />
      <div>
        <b className="ellipsis" title={name}>
          {name}
        </b>
        <span className={banned ? "banned" : ""}>
          {[here ? t("access.people.here") : seen, ...marks].join(" · ")}
        </span>
      </div>
      {!isMe && !owner && <MemberMenu {...member} />}
    </li>
  );
}

function ClosedRooms({ rooms }: { rooms: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="rooms-closed">
      <h3 id="rooms-closed">{t("access.people.closedRooms")}</h3>
      <ul className="people-known">
        {rooms.map((room) => (
          <li key={room}>
            <div>
              <b className="ellipsis" title={room}>
                #{room}
              </b>
            </div>
            <Button onClick={() => void closeRoom(room, false)}>{t("access.roomMenu.open")}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
