import type { Session } from "../../client/session.ts";
import type { Delivered } from "../../client/session-events.ts";
import { LOBBY } from "../../protocol/limits.ts";
import type { Member, RoomInfo } from "../../protocol/schemas.ts";
import { addSwitch, type Switch } from "./asides.ts";
import { changeRoom, chatNow, useChat } from "./chat.ts";
import { doorsAfter, joinRoom, openRoom, outOfRoom } from "./commands.ts";
import { delivered, membersChanged } from "./room.ts";
import { cameBack } from "./sending.ts";
import { together } from "./together.ts";
import { arrived, nothingRead, type Reading } from "./unread.ts";

/**
 * Writes what the session tells of rooms, people and messages into the chat's state, until the function that it
 * returns is called. `isNewHere`: one was never on this host before.
 */
export function followRooms(session: Session, isNewHere: boolean): () => void {
  let isArrived = false;
  return together(
    session.on("rooms", (rooms) => {
      useChat.setState({ list: listed(rooms) });
      doorsAfter(rooms);
      if (!isArrived) arrive(session, isNewHere);
      isArrived = true;
    }),
    session.on("members", ({ room, members }) => {
      changeRoom(room, (now) => membersChanged(now, members));
      noteOwnName(members);
    }),
    session.on("expelled", ({ room, problem }) => outOfRoom(room, problem)),
    session.on("message", take),
    session.on("switched", ({ from, to }) => {
      // What a person has chosen is being switched to now; all else is `auto`'s doing.
      const isAutomatic = chatNow().switchingTo !== to;
      noteSwitch({ kind: "switch", from, to, isAutomatic, at: session.now() });
    }),
  );
}

/** One may have taken another name, here or in another window. */
function noteOwnName(members: readonly Member[]): void {
  const { me } = chatNow();
  const now = members.find(({ id }) => id === me?.id);
  if (now && now.name !== me?.name) useChat.setState({ me: now });
}

function noteSwitch(aside: Switch): void {
  useChat.setState({ transport: aside.to });
  for (const [name] of chatNow().rooms) {
    changeRoom(name, (room) => ({ ...room, asides: addSwitch(room.asides, room.timeline.last, aside) }));
  }
}

/** The first list of rooms is here: shows the room that was open last, and sends what waits for other rooms. */
function arrive(session: Session, isNewHere: boolean): void {
  const { list, readings, current } = chatNow();
  if (isNewHere) {
    // What was said before one came is no news.
    const read = list.flatMap(({ name, head }): [string, Reading][] =>
      head === null ? [] : [[name, { read: head, newFrom: null }]],
    );
    useChat.setState({ readings: new Map([...read, ...readings]) });
  }
  const first = list.find(({ name }) => name === current)?.name ?? LOBBY;
  void openRoom(first);
  const waiting = new Set(session.outbox.map(({ room }) => room));
  for (const room of waiting) if (room !== first) void joinRoom(room);
}

function take({ message, transport, latencyMs, own }: Delivered): void {
  const { room: name, seq } = message;
  changeRoom(name, (room) => delivered(room, { message, transport, latencyMs, arrivedAt: Date.now() }));
  useChat.setState(({ sending, readings, list, current, isWatched }) => {
    const reading = readings.get(name) ?? nothingRead;
    const next = arrived(reading, seq, { own, watched: isWatched && current === name });
    return {
      sending: cameBack(sending, message),
      readings: next === reading ? readings : new Map(readings).set(name, next),
      list: list.map((room) =>
        room.name === name && (room.head ?? 0) < seq ? { ...room, head: seq } : room,
      ),
    };
  });
}

const byName = new Intl.Collator(undefined, { numeric: true });

/** The lobby first, then by name. */
function listed(rooms: readonly RoomInfo[]): readonly RoomInfo[] {
  const rank = ({ name }: RoomInfo): number => (name === LOBBY ? 0 : 1);
  return rooms.toSorted((a, b) => rank(a) - rank(b) || byName.compare(a.name, b.name));
}
