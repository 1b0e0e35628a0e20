import { nanoid } from "nanoid";
import { SURE } from "../../client/auto.ts";
import { type Problem, Session } from "../../client/session.ts";
import { LOBBY } from "../../protocol/limits.ts";
import type { HostInfo, Member } from "../../protocol/schemas.ts";
import { startAutomatic, stopAutomatic } from "../network/automatic.ts";
import { followHappenings } from "../network/happenings.ts";
import { followNetwork } from "../network/network.ts";
import { changeSettings, rememberToken, settingsNow } from "../settings/settings.ts";
import { chatNow, notConnected, useChat } from "./chat.ts";
import { followOutbox } from "./follow-outbox.ts";
import { followRooms } from "./follow-rooms.ts";
import { followTyping } from "./follow-typing.ts";
import { forgetJoined, rememberJoined } from "./joined.ts";
import { dismissDone, tellProblem } from "./notices.ts";
import { ownerTokenFor } from "./owner-link.ts";
import { savedOutbox } from "./saved-outbox.ts";
import { savedReadings, saveReadings } from "./saved-readings.ts";
import { outboxChanged } from "./sending.ts";
import { together } from "./together.ts";
import { closeAll } from "./window.ts";

let leave: (() => void) | null = null;

/**
 * Opens a session with a host and shows it. What an earlier one has not sent yet is sent first. `member`: who one was
 * there the last time, if that is known.
 */
export function enterHost(url: string, host: HostInfo, name: string, member: Member | null = null): void {
  leaveHost();
  rememberJoined({ url, host, member });
  const { tokens, transport: choice, pollInterval } = settingsNow();
  const transport = choice === "auto" ? SURE : choice;
  const token = tokens[host.id] ?? nanoid(32);
  rememberToken(host.id, token);
  const session = new Session({
    url,
    hostId: host.id,
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
  if (choice === "auto") startAutomatic(session);
  // Whoever has left meanwhile has closed the session, which then does not connect.
  void ownerTokenFor(url).then((ownerToken) => session.connect(ownerToken));
}

/** Enters the host anew, so that it learns who owns it. */
export function enterAsOwner(): void {
  const { session, url, host, me } = chatNow();
  if (session && host && url === location.origin) enterHost(url, host, settingsNow().name, me);
}

/** Closes the session, and all that is open of its host, and goes back to the start screen. */
export function leaveHost(): void {
  forgetJoined();
  leave?.();
  leave = null;
  closeAll();
  dismissDone();
  useChat.setState(notConnected);
}

/** Asks to come in under another name, which is one's name from then on if the host takes it. */
export function enterAs(name: string): void {
  const { session } = chatNow();
  if (!session) return;
  const off = session.on("state", (link) => {
    if (link !== "connected") return;
    off();
    if (session.member?.name === name) changeSettings({ name });
  });
  session.enter({ name });
}

/** Writes what the session tells into the chat's state, until the function that it returns is called. */
function follow(session: Session, host: HostInfo): () => void {
  return together(
    followConnection(session, host),
    followRooms(session, savedReadings(host.id) === null),
    followOutbox(session, host.id),
    followTyping(session),
    useChat.subscribe((now, before) => {
      if (now.readings !== before.readings && now.session === session) saveReadings(host.id, now.readings);
    }),
    stopAutomatic,
    followNetwork(),
    followHappenings(session),
    () => void session.close(),
  );
}

function followConnection(session: Session, host: HostInfo): () => void {
  return together(
    session.on("state", (link, message, code) => {
      const isBack = link === "connected" && chatNow().link === "reconnecting";
      if (link === "connected") rememberJoined({ url: chatNow().url, host, member: session.member });
      useChat.setState(({ me, returns, lock }) => ({
        link,
        problem: message && code ? { code, message } : null,
        lock: link === "connected" ? null : (session.lock ?? lock),
        isHostClosed: code === "closed-by-host",
        transport: session.transport,
        host: session.host ?? host,
        me: session.member ?? me,
        returns: returns + (isBack ? 1 : 0),
      }));
    }),
    session.on("host", (host) => useChat.setState({ host })),
    session.on("standing", (standing) => useChat.setState({ standing })),
    session.on("switched", () => useChat.setState({ transport: session.transport })),
    session.on("retry", (retryAt) => useChat.setState({ retryAt })),
    session.on("error", (problem) => {
      if (problem.code === "another-host" && !session.host) return abandon(problem);
      // Why there is no connection stands in the room, as long as there is none.
      if (session.state === "connected") tellProblem(problem);
      else useChat.setState({ problem });
    }),
  );
}

/** Another host than the one that is meant answers at its address. That one has been told nothing. */
function abandon(problem: Problem): void {
  leaveHost();
  tellProblem(problem);
}
