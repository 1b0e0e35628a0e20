import i18next from "i18next";
import type { Owner } from "../../client/owner.ts";
import type { Answer } from "../../client/problems.ts";
import type { Session } from "../../client/session.ts";
import { chatNow } from "../state/chat.ts";
import { tellDone, tellProblem } from "../state/notices.ts";
import { noteChange, type Subject } from "./asked.ts";
import "./words.ts";

/**
 * What the host's owner does. All of them tell what came of it, and resolve to whether it was done. What is taken back is
 * taken back on the host on which it was done: `session`.
 */

const now = (): Session | null => chatNow().session;

export async function mute(member: Subject, muted: boolean, session = now()): Promise<boolean> {
  const isDone = await ask(session, (owner) => owner.mute(member.id, muted));
  const { name } = member;
  if (isDone && muted) {
    const perform = (): void => void mute(member, false, session);
    tellDone(i18next.t("access.member.muted", { name }), {
      label: i18next.t("access.member.unmute"),
      perform,
    });
  } else if (isDone) tellDone(i18next.t("access.member.unmuted", { name }));
  return isDone;
}

export async function kick({ id, name }: Subject): Promise<boolean> {
  const isDone = await ask(now(), (owner) => owner.kick(id));
  if (isDone) tellDone(i18next.t("access.member.kicked", { name }));
  return isDone;
}

export async function ban(member: Subject, banned: boolean, session = now()): Promise<boolean> {
  const isDone = await ask(session, (owner) => owner.ban(member.id, banned));
  const { name } = member;
  if (isDone && banned) {
    const perform = (): void => void ban(member, false, session);
    tellDone(i18next.t("access.member.banned", { name }), {
      label: i18next.t("access.member.unban"),
      perform,
    });
  } else if (isDone) tellDone(i18next.t("access.member.unbanned", { name }));
  return isDone;
}

export async function closeRoom(room: string, closed: boolean, session = now()): Promise<boolean> {
  const isDone = await ask(session, (owner) => owner.closeRoom(room, closed));
  if (isDone && closed) {
    const perform = (): void => void closeRoom(room, false, session);
    tellDone(i18next.t("access.roomMenu.closed", { room }), {
      label: i18next.t("access.roomMenu.open"),
      perform,
    });
  } else if (isDone) tellDone(i18next.t("access.roomMenu.opened", { room }));
  return isDone;
}

export function setHostPasscode(passcode: string | null): Promise<boolean> {
  return setPasscode(passcode, (owner) => owner.setHostPasscode(passcode));
}

export function setRoomPasscode(room: string, passcode: string | null): Promise<boolean> {
  return setPasscode(passcode, (owner) => owner.setRoomPasscode(room, passcode));
}

async function setPasscode(
  passcode: string | null,
  request: (owner: Owner) => Promise<Answer<object>>,
): Promise<boolean> {
  const isDone = await ask(now(), request);
  if (isDone) tellDone(i18next.t(passcode === null ? "access.secret.isRemoved" : "access.secret.isSet"));
  return isDone;
}

/** Nothing is asked of a host that one has left, and nothing told that comes from it. */
async function ask(
  session: Session | null,
  request: (owner: Owner) => Promise<Answer<object>>,
): Promise<boolean> {
  if (!session || session !== now()) return false;
  const answer = await request(session.owner);
  if (session !== now()) return false;
  if (answer.ok) noteChange();
  else tellProblem(answer.error);
  return answer.ok;
}
