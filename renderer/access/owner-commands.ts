import i18next from "i18next";
import type { Owner } from "../../client/owner.ts";
import type { Answer } from "../../client/problems.ts";
import { chatNow } from "../state/chat.ts";
import { tellDone, tellProblem } from "../state/notices.ts";
import { noteChange, type Subject } from "./asked.ts";
import "./words.ts";

/** What the host's owner does. All of them tell what came of it, and resolve to whether it was done. */

export async function mute(member: Subject, muted: boolean): Promise<boolean> {
  const isDone = await ask((owner) => owner.mute(member.id, muted));
  const { name } = member;
  if (isDone && muted) {
    const undo = { label: i18next.t("access.member.unmute"), perform: () => void mute(member, false) };
    tellDone(i18next.t("access.member.muted", { name }), undo);
  } else if (isDone) tellDone(i18next.t("access.member.unmuted", { name }));
  return isDone;
}

export async function kick({ id, name }: Subject): Promise<boolean> {
  const isDone = await ask((owner) => owner.kick(id));
  if (isDone) tellDone(i18next.t("access.member.kicked", { name }));
  return isDone;
}

export async function ban(member: Subject, banned: boolean): Promise<boolean> {
  const isDone = await ask((owner) => owner.ban(member.id, banned));
  const { name } = member;
  if (isDone && banned) {
    const undo = { label: i18next.t("access.member.unban"), perform: () => void ban(member, false) };
    tellDone(i18next.t("access.member.banned", { name }), undo);
  } else if (isDone) tellDone(i18next.t("access.member.unbanned", { name }));
  return isDone;
}

export async function closeRoom(room: string, closed: boolean): Promise<boolean> {
  const isDone = await ask((owner) => owner.closeRoom(room, closed));
  if (isDone && closed) {
    const undo = { label: i18next.t("access.roomMenu.open"), perform: () => void closeRoom(room, false) };
    tellDone(i18next.t("access.roomMenu.closed", { room }), undo);
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
  const isDone = await ask(request);
  if (isDone) tellDone(i18next.t(passcode === null ? "access.secret.isRemoved" : "access.secret.isSet"));
  return isDone;
}

async function ask(request: (owner: Owner) => Promise<Answer<object>>): Promise<boolean> {
  const { session } = chatNow();
  if (!session) return false;
  const answer = await request(session.owner);
  if (answer.ok) noteChange();
  else tellProblem(answer.error);
  return answer.ok;
}
