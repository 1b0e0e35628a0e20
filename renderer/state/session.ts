import { nanoid } from "nanoid";
import type { Outgoing } from "../../client/outbox.ts";
import { Session } from "../../client/session.ts";
import type { Delivered } from "../../client/session-events.ts";
import { LOBBY } from "../../protocol/limits.ts";
import type { HostInfo, Member, RoomInfo } from "../../protocol/schemas.ts";
import { rememberToken, settingsNow } from "../settings/settings.ts";
import { type Aside, addAside } from "./asides.ts";
import { changeRoom, chatNow, notConnected, useChat } from "./chat.ts";
import { joinRoom, openRoom } from "./commands.ts";
import { forgetJoined, rememberJoined } from "./joined.ts";
import { tellProblem } from "./notices.ts";
import { delivered, membersChanged, typingChanged } from "./room.ts";
import { savedOutbox, saveOutbox } from "./saved-outbox.ts";
import { savedReadings, saveReadings } from "./saved-readings.ts";
import { cameBack, outboxChanged } from "./sending.ts";
import { arrived, nothingRead, type Reading } from "./unread.ts";

/** How long somebody counts as typing without saying so again, in ms. */
const TYPING_LASTS = 8_000;

let leave: (() => void) | null = null;

/**
 * Opens a session with a host and shows it. What an earlier one has not sent yet is sent first. `member`: who one was
 * there the last time, if that is known.
 */
export function enterHost(url: string, host: HostInfo, name: string, member: Member | null = null): void {
  leaveHost();
  rememberJoined({ url, host, member });
  const { tokens, transport, pollInterval } = settingsNow();
  const token = tokens[url] ?? nanoid(32);
  rememberToken(url, token);
  const session = new Session({
    url,
    name,
    token,
    transport: host.transports.includes(transport) ? transport : (host.transports.at(-1) ?? transport),
    pollInterval,
    outbox: savedOutbox(host.id),
  });
  useChat.setState({
    ...notConnected,
    session,
    url,
    host,
    me: member,
    current: settingsNow().lastRoom[url] ?? LOBBY,
    link: "connecting",
    transport: session.transport,
    readings: savedReadings(host.id) ?? new Map(),
    sending: outboxChanged([], session.outbox),
  });
  leave = follow(session, host);
  session.connect();
}

/** Closes the session and goes back to the start screen. */
export function leaveHost(): void {
  forgetJoined();
  leave?.();
  leave = null;
  useChat.setState(notConnected);
}

/** Writes what the session tells into the chat's state, until the function that it returns is called. */
function follow(session: Session, host: HostInfo): () => void {
  return together(
    followConnection(session, host),
    session.on("message", take),
    session.on("members", ({ room, members }) => changeRoom(room, (now) => membersChanged(now, members))),
    session.on("switched", ({ from, to }) => noteSwitch({ kind: "switch", from, to, at: session.now() })),
    followRooms(session, savedReadings(host.id) === null),
    followOutbox(session, host.id),
    followTyping(session),
    useChat.subscribe((now, before) => {
      if (now.readings !== before.readings && now.session === session) saveReadings(host.id, now.readings);
    }),
    () => void session.close(),
  );
}

/** One "off" for several, in their order. */
function together(...offs: (() => void)[]): () => void {
  return () => {
    for (const off of offs) off();
  };
}

function followConnection(session: Session, host: HostInfo): () => void {
  return together(
    session.on("state", (link, message, code) => {
      if (session.host && session.host.id !== host.id) return abandon(session.host);
      const isBack = link === "connected" && chatNow().link === "reconnecting";
      if (link === "connected") rememberJoined({ url: chatNow().url, host, member: session.member });
      useChat.setState(({ me, returns }) => ({
        link,
        problem: message && code ? { code, message } : null,
        transport: session.transport,
        host: session.host ?? host,
        me: session.member ?? me,
        returns: returns + (isBack ? 1 : 0),
      }));
    }),
    session.on("retry", (retryAt) => useChat.setState({ retryAt })),
    session.on("error", (problem) => {
      // Why there is no connection stands in the room, as long as there is none.
      if (session.state === "connected") tellProblem(problem);
      else useChat.setState({ problem });
    }),
  );
}

/** Another host than the one that was joined answers at its address: nothing meant for that one goes to this one. */
function abandon(other: HostInfo): void {
  const message = `Another host (${other.name}) answers at this address now. Join it anew to talk there.`;
  leaveHost();
  tellProblem({ code: "another-host", message });
}

function followRooms(session: Session, isNewHere: boolean): () => void {
  let isArrived = false;
  return session.on("rooms", (rooms) => {
    useChat.setState({ list: listed(rooms), me: session.member });
    if (!isArrived) arrive(session, isNewHere);
    isArrived = true;
  });
}

function noteSwitch(aside: Aside & { kind: "switch" }): void {
  useChat.setState({ transport: aside.to });
  for (const [name] of chatNow().rooms) {
    changeRoom(name, (room) => ({ ...room, asides: addAside(room.asides, room.timeline.last, aside) }));
  }
}

/** The first list of rooms is here: shows the room that was open last, and sends what waits for other rooms. */
function arrive(session: Session, isNewHere: boolean): void {
  const { list, readings, current } = chatNow();
  if (isNewHere) {
    // What was said before one came is no news.
    const read = list.map((room): [string, Reading] => [room.name, { read: room.head, newFrom: null }]);
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
      list: list.map((room) => (room.name === name && room.head < seq ? { ...room, head: seq } : room)),
    };
  });
}

function followOutbox(session: Session, hostId: string): () => void {
  let before: readonly Outgoing[] = session.outbox;
  return together(
    session.on("outbox", () => {
      saveOutbox(hostId, before, session.outbox);
      before = session.outbox;
      useChat.setState(({ sending }) => ({ sending: outboxChanged(sending, session.outbox) }));
    }),
    session.on("refused", (outgoing) => {
      const aside = { kind: "failed", outgoing } as const;
      changeRoom(outgoing.room, (room) => ({
        ...room,
        asides: addAside(room.asides, room.timeline.last, aside),
      }));
    }),
  );
}

/** Who stops without saying so (their computer went to sleep) does not type for ever. */
function followTyping(session: Session): () => void {
  const ends = new Map<string, ReturnType<typeof setTimeout>>();
  const off = session.on("typing", ({ room, member, typing }) => {
    const key = JSON.stringify([room, member.id]);
    clearTimeout(ends.get(key));
    ends.delete(key);
    changeRoom(room, (now) => typingChanged(now, member, typing));
    if (!typing) return;
    const stop = (): void => changeRoom(room, (now) => typingChanged(now, member, false));
    ends.set(key, setTimeout(stop, TYPING_LASTS));
  });
  return () => {
    off();
    for (const end of ends.values()) clearTimeout(end);
  };
}

const byName = new Intl.Collator(undefined, { numeric: true });

/** The lobby first, then by name. */
function listed(rooms: readonly RoomInfo[]): readonly RoomInfo[] {
  const rank = ({ name }: RoomInfo): number => (name === LOBBY ? 0 : 1);
  return rooms.toSorted((a, b) => rank(a) - rank(b) || byName.compare(a.name, b.name));
}
