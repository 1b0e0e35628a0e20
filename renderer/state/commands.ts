import { type Lock, lockOf } from "../../client/lock.ts";
import type { Problem } from "../../client/problems.ts";
import { LOBBY } from "../../protocol/limits.ts";
import type { RoomInfo } from "../../protocol/schemas.ts";
import { changeSettings, rememberRoom } from "../settings/settings.ts";
import { changeRoom, chatNow, useChat } from "./chat.ts";
import { placeFailed, takeFailed } from "./failed.ts";
import { tellProblem } from "./notices.ts";
import { joinedRoom, pageLoaded } from "./room.ts";
import { nothingRead, opened } from "./unread.ts";

/** Shows a room, and comes into it unless one is in it. */
export async function openRoom(name: string): Promise<void> {
  const { url, list, rooms, readings } = chatNow();
  const head = rooms.get(name)?.timeline.last ?? list.find((room) => room.name === name)?.head ?? 0;
  const reading = opened(readings.get(name) ?? nothingRead, head);
  useChat.setState({ current: name, readings: new Map(readings).set(name, reading) });
  rememberRoom(url, name);
  if (!rooms.has(name)) await joinRoom(name);
}

/** Rooms that a join is under way for. */
const joining = new Set<string>();

/** Comes into a room without showing it. A room that asks for a passcode is among the `doors` then. */
export async function joinRoom(name: string, passcode?: string): Promise<void> {
  const { session } = chatNow();
  if (!session || joining.has(name)) return;
  joining.add(name);
  const answer = await session.join(name, passcode === undefined ? {} : { passcode });
  joining.delete(name);
  if (session !== chatNow().session) return;
  if (!answer.ok) return refused(name, answer.error);
  // Not the answer's members: somebody may have come or gone since.
  const room = joinedRoom(answer.messages, answer.more, session.members(name));
  useChat.setState(({ rooms, doors }) => ({
    rooms: new Map(rooms).set(name, room),
    doors: without(doors, name),
  }));
  placeFailed(session);
}

/** One may not come into a room. */
function refused(name: string, problem: Problem): void {
  const lock = lockOf(problem);
  if (lock) {
    showDoor(name, lock);
    return;
  }
  if (problem.code === "no-room") chatNow().session?.giveUp(name, problem);
  tellProblem(problem);
  if (chatNow().current === name) useChat.setState({ current: null });
}

/** The room asks for a passcode. */
function showDoor(name: string, lock: Lock): void {
  useChat.setState(({ doors }) => ({ doors: new Map(doors).set(name, lock) }));
}

/**
 * A room that asks for no passcode any more has no door, nor has one that is gone. Into one that is on screen, or that
 * something waits for, one comes now.
 */
export function doorsAfter(list: readonly RoomInfo[]): void {
  const { session, doors, current } = chatNow();
  const open = [...doors.keys()].filter((name) => !list.some((room) => room.name === name && room.locked));
  if (open.length === 0) return;
  useChat.setState({ doors: without(doors, ...open) });
  for (const name of open) {
    const isWanted = name === current || session?.outbox.some(({ room }) => room === name);
    if (isWanted && list.some((room) => room.name === name)) void joinRoom(name);
  }
}

function without<T>(map: ReadonlyMap<string, T>, ...names: string[]): ReadonlyMap<string, T> {
  return new Map([...map].filter(([name]) => !names.includes(name)));
}

/** One is not in a room any more, or cannot come in: the owner has closed it, it is gone, or it has another passcode. */
export function outOfRoom(name: string, problem: Problem): void {
  const { session, current } = chatNow();
  const lock = lockOf(problem);
  const isNews = concerns(name, problem);
  forgetRoom(name);
  if (lock) {
    showDoor(name, lock);
    return;
  }
  if (isNews) tellProblem({ ...problem, room: name });
  if (session) placeFailed(session);
  if (current === name) void openRoom(LOBBY);
}

/** Whether it is news that a room is gone: for who was in it or has written to it. Who owns the host has closed it. */
function concerns(name: string, { code }: Problem): boolean {
  const { session, rooms, current, standing } = chatNow();
  if (code === "room-closed" && standing.owner) return false;
  return rooms.has(name) || current === name || session?.outbox.some(({ room }) => room === name) === true;
}

/** Makes a room and shows it; with a passcode, it asks others for it. The problem, when the host refuses. */
export async function createRoom(name: string, passcode?: string): Promise<Problem | null> {
  const answer = await chatNow().session?.createRoom(name, passcode);
  if (answer?.ok) void openRoom(answer.room.name);
  return answer && !answer.ok ? answer.error : null;
}

/** Goes out of a room; the lobby is shown instead. */
export async function leaveRoom(name: string): Promise<void> {
  const { session, current } = chatNow();
  const answer = await session?.leave(name);
  if (answer && !answer.ok) return tellProblem(answer.error);
  forgetRoom(name);
  if (current === name) await openRoom(LOBBY);
}

function forgetRoom(name: string): void {
  useChat.setState(({ rooms, sending }) => ({
    rooms: without(rooms, name),
    // What is stored comes back to those in the room only.
    sending: sending.filter(({ outgoing, isStored }) => outgoing.room !== name || !isStored),
  }));
}

/** Takes another name, here and from now on. The problem, when the host refuses. */
export async function takeName(name: string): Promise<Problem | null> {
  const answer = await chatNow().session?.rename(name);
  if (answer && !answer.ok) return answer.error;
  if (answer) useChat.setState({ me: answer.member });
  changeSettings({ name: answer?.member.name ?? name });
  return null;
}

/** How many older messages are loaded at once. */
const OLDER = 100;

/** Loads the page of messages before the first one that is known. */
export async function loadOlder(name: string): Promise<void> {
  const { session, rooms } = chatNow();
  const room = rooms.get(name);
  if (!session || !room?.hasOlder || room.older === "loading") return;
  changeRoom(name, (now) => ({ ...now, older: "loading" }));
  const answer = await session.history(name, room.timeline.first, OLDER);
  changeRoom(name, (now) =>
    answer.ok ? pageLoaded(now, answer.messages, answer.more) : { ...now, older: answer.error },
  );
}

/** Sends a failed message again, and shows its room: it may stand in the lobby, of a room that was opened again since. */
export function retryMessage(id: string): void {
  const { session, current } = chatNow();
  const room = session?.outbox.find((one) => one.id === id)?.room;
  takeFailed(id);
  session?.retry(id);
  if (room !== undefined && room !== current) void openRoom(room);
}

/** Forgets a failed message. */
export function discardMessage(id: string): void {
  takeFailed(id);
  chatNow().session?.discard(id);
}
