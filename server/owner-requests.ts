import type { Logger } from "pino";
import type { HostInfo } from "../protocol/schemas.ts";
import type { Access } from "./access/access.ts";
import type { Members } from "./access/members.ts";
import type { ChatServer, ChatSocket } from "./chat-server.ts";
import { knownOf, type Person, standingOf } from "./people.ts";
import { type Refused, refuse } from "./refuse.ts";
import { remove } from "./removal.ts";
import type { Handlers, OwnerRequest } from "./requests.ts";
import type { Rooms } from "./rooms.ts";

interface OwnerParts {
  io: ChatServer;
  rooms: Rooms;
  members: Members;
  access: Access;
  info: HostInfo;
  log: Logger;
}

type OwnerHandlers = Pick<Handlers, OwnerRequest>;

/** What the host's owner may ask for, and nobody else. */
export function ownerRequests({ io, rooms, members, access, info, log }: OwnerParts): OwnerHandlers {
  const handlers: OwnerHandlers = {
    "host:people": (_socket, _body, answer) =>
      answer({ ok: true, people: members.list().map(knownOf), closedRooms: rooms.closed }),

    "host:passcode": async (_socket, { passcode }, answer) => {
      const refused = await access.setPasscode(passcode);
      if (refused) return answer(refused);
      info.passcode = access.isLocked;
      io.emit("host", info);
      answer({ ok: true });
    },

    "room:passcode": async (_socket, { room, passcode }, answer) => {
      const kept = await access.kept(passcode);
      answer("error" in kept ? kept : rooms.setPasscode(room, kept.passcode));
    },

    "room:close": (_socket, { room, closed }, answer) => answer(rooms.setClosed(room, closed)),

    "member:rename": (_socket, { member, name }, answer) => {
      const person = subject(member);
      if ("error" in person) return answer(person);
      const refused = members.rename(person, name);
      if (refused) return answer(refused);
      members.update(person, { nameFixed: true });
      rooms.changed(person);
      answer({ ok: true });
    },

    "member:mute": (_socket, { member, muted }, answer) => {
      const person = subject(member);
      if ("error" in person) return answer(person);
      members.update(person, { muted });
      for (const socket of socketsOf(person)) socket.emit("standing", standingOf(person));
      rooms.changed(person);
      answer({ ok: true });
    },

    "member:kick": (_socket, { member }, answer) => {
      const person = subject(member);
      if ("error" in person) return answer(person);
      for (const socket of socketsOf(person)) remove(socket, "kicked");
      answer({ ok: true });
    },

    "member:ban": (_socket, { member, banned }, answer) => {
      const person = subject(member);
      if ("error" in person) return answer(person);
      members.update(person, { banned });
      if (banned) {
        access.bans.ban(person.id, person.addresses);
        for (const socket of socketsOf(person)) remove(socket, "banned");
      } else access.bans.unban(person.id);
      answer({ ok: true });
    },
  };

  /** Whom the owner means: somebody whom the host knows, and no owner. */
  function subject(id: string): Person | Refused {
    const person = members.find(id);
    if (!person)
      return refuse("no-member", "The host knows no such member. Ask for the list of people again.");
    return person.owner ? refuse("not-that-one", "That cannot be done to an owner of the host.") : person;
  }

  function socketsOf(person: Person): ChatSocket[] {
    return [...io.sockets.sockets.values()].filter(({ data }) => data.person === person);
  }

  return Object.fromEntries(
    Object.entries(handlers).map(([request, handle]) => [request, forOwner(request, handle as AnyHandler)]),
  ) as OwnerHandlers;

  function forOwner(request: string, handle: AnyHandler): AnyHandler {
    return (socket, body, answer) => {
      const { person } = socket.data;
      if (!person.owner) return answer(refuse("not-owner", "Only the host's owner may do that."));
      log.info({ owner: person.id, request, ...subjectOf(body) }, "an owner's request");
      return handle(socket, body, answer);
    };
  }
}

type AnyHandler = (socket: ChatSocket, body: object, answer: (reply: object) => void) => void | Promise<void>;

/** What an owner's request is about, without names and passcodes. */
function subjectOf(body: object): { member?: unknown } {
  return "member" in body ? { member: body.member } : {};
}
