import type { Problem } from "../../client/problems.ts";
import { LOBBY } from "../../protocol/limits.ts";
import { rememberRoom } from "../settings/settings.ts";
import { dropFailed } from "./asides.ts";
import { changeRoom, chatNow, useChat } from "./chat.ts";
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

/** Comes into a room without showing it. */
export async function joinRoom(name: string): Promise<void> {
  const { session } = chatNow();
  if (!session || joining.has(name)) return;
  joining.add(name);
  const answer = await session.join(name);
  joining.delete(name);
  if (session !== chatNow().session) return;
  if (!answer.ok) {
    tellProblem(answer.error);
    if (chatNow().current === name) useChat.setState({ current: null });
    return;
  }
  // Not the answer's members: somebody may have come or gone since.
  const room = joinedRoom(answer.messages, answer.more, session.members(name));
  useChat.setState(({ rooms }) => ({ rooms: new Map(rooms).set(name, room) }));
}

/** Makes a room and shows it. The problem, when the host refuses. */
export async function createRoom(name: string): Promise<Problem | null> {
  const answer = await chatNow().session?.createRoom(name);
  if (answer?.ok) void openRoom(answer.room.name);
  return answer && !answer.ok ? answer.error : null;
}

/** Goes out of a room; the lobby is shown instead. */
export async function leaveRoom(name: string): Promise<void> {
  const { session, rooms, current, sending } = chatNow();
  const answer = await session?.leave(name);
  if (answer && !answer.ok) return tellProblem(answer.error);
  const left = new Map(rooms);
  left.delete(name);
  useChat.setState({
    rooms: left,
    // What is stored comes back to those in the room only.
    sending: sending.filter(({ outgoing, isStored }) => outgoing.room !== name || !isStored),
  });
  if (current === name) await openRoom(LOBBY);
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

/** Sends a failed message again. */
export function retryMessage(room: string, id: string): void {
  changeRoom(room, (now) => ({ ...now, asides: dropFailed(now.asides, id) }));
  chatNow().session?.retry(id);
}

/** Forgets a failed message. */
export function discardMessage(room: string, id: string): void {
  changeRoom(room, (now) => ({ ...now, asides: dropFailed(now.asides, id) }));
  chatNow().session?.discard(id);
}
