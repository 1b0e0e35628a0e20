import { create } from "zustand";
import type { Lock } from "../../client/lock.ts";
import type { Problem } from "../../client/problems.ts";
import type { Session } from "../../client/session.ts";
import type { SessionState } from "../../client/session-events.ts";
import type { HostInfo, Member, RoomInfo, Standing } from "../../protocol/schemas.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import type { Room } from "./room.ts";
import type { Sending } from "./sending.ts";
import { nothingRead, type Reading, unreadCount } from "./unread.ts";

/** All that the screens show of a host: written as the session's events come in (`follow-*.ts`), and by what a person does (`commands.ts`). */
export interface ChatState {
  /** The session with the host that one has joined; null on the start screen. */
  readonly session: Session | null;
  readonly url: string;
  readonly link: SessionState;
  /** Why there is no connection. */
  readonly problem: Problem | null;
  /** The host said that it was being closed: so it is no wonder that it cannot be reached. */
  readonly isHostClosed: boolean;
  /** When the next reconnect is tried, on the local clock in Unix ms. */
  readonly retryAt: number | null;
  /** How often the connection came back: the screen says so each time. */
  readonly returns: number;
  readonly host: HostInfo | null;
  readonly me: Member | null;
  /** How one stands with the host. */
  readonly standing: Standing;
  /** Why the host let one in no more, until it does. */
  readonly lock: Lock | null;
  readonly transport: TransportName;
  /** The transport that a switch under way leads to. */
  readonly switchingTo: TransportName | null;
  /** All rooms of the host, in the order in which they are listed. */
  readonly list: readonly RoomInfo[];
  /** The rooms that one is in, by name. */
  readonly rooms: ReadonlyMap<string, Room>;
  /** By name, the rooms that ask for a passcode before one may come in, with what the host said last. */
  readonly doors: ReadonlyMap<string, Lock>;
  /** What has been read, by room name. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** The room on screen. */
  readonly current: string | null;
  /** One's own messages on their way, in order. Those that failed are asides of their rooms. */
  readonly sending: readonly Sending[];
  /** Whether the end of the room on screen is in view, in a window that has the focus. */
  readonly isWatched: boolean;
}

export const notConnected: ChatState = {
  session: null,
  url: "",
  link: "closed",
  problem: null,
  isHostClosed: false,
  retryAt: null,
  returns: 0,
  host: null,
  me: null,
  standing: { owner: false, muted: false },
  lock: null,
  transport: "websocket",
  switchingTo: null,
  list: [],
  rooms: new Map(),
  doors: new Map(),
  readings: new Map(),
  current: null,
  sending: [],
  isWatched: false,
};

/** What the screens show, live: `useChat((chat) => chat.current)`. */
export const useChat = create<ChatState>()(() => notConnected);

export const chatNow = (): ChatState => useChat.getState();

/** Changes a room that one is in; nothing happens when one has left it. */
export function changeRoom(name: string, change: (room: Room) => Room): void {
  const { rooms } = chatNow();
  const room = rooms.get(name);
  const next = room && change(room);
  if (next && next !== room) useChat.setState({ rooms: new Map(rooms).set(name, next) });
}

/** The room on screen, once one is in it. */
export function currentRoom({ current, rooms }: ChatState): Room | undefined {
  return current === null ? undefined : rooms.get(current);
}

/** How many messages of a listed room are unread, as far as one may know. */
export function unreadIn({ readings }: ChatState, { name, head }: RoomInfo): number {
  return unreadCount(readings.get(name) ?? nothingRead, head ?? 0);
}

/** How many messages are unread in all rooms. */
export function unreadInAll(chat: ChatState): number {
  return chat.list.reduce((sum, room) => sum + unreadIn(chat, room), 0);
}
