import type { Access } from "./access/access.ts";
import { isClosed, OPEN } from "./access/lock.ts";
import type { Members } from "./access/members.ts";
import { memberOf } from "./people.ts";
import { refuse } from "./refuse.ts";
import type { Handlers, OwnerRequest } from "./requests.ts";
import { silenced } from "./room.ts";
import type { Rooms } from "./rooms.ts";

interface ChatParts {
  rooms: Rooms;
  members: Members;
  access: Access;
}

/** What anybody who is in may ask for. */
export function chatRequests({ rooms, members, access }: ChatParts): Omit<Handlers, OwnerRequest> {
  return {
    "room:list": (socket, _body, answer) => answer({ ok: true, rooms: rooms.list(socket) }),

    "room:create": async (socket, { room, passcode }, answer) => {
      const refused = silenced(socket) ?? rooms.whyNotNew(room);
      if (refused) return answer(refused);
      if (passcode === undefined) return answer(rooms.create(room, OPEN));
      const kept = await access.kept(passcode);
      if ("error" in kept) return answer(kept);
      const lock = { passcode: kept.passcode, version: 1 };
      const reply = silenced(socket) ?? rooms.create(room, lock); // that took its time
      if (reply.ok) access.admitTo(room, socket.data.person, lock);
      answer(reply);
    },

    "room:join": async (socket, body, answer) => {
      const lock = rooms.lockFor(socket, body.room);
      if (lock && isClosed(lock)) {
        const refused = await access.enter(socket, body.room, lock, body.passcode);
        if (refused) return answer(refused);
        if (!socket.connected) return;
        const now = rooms.lockFor(socket, body.room);
        if (now && now.version !== lock.version) return answer(CHANGED);
      }
      answer(rooms.join(socket, body));
    },

    "room:leave": (socket, body, answer) => answer(rooms.leave(socket, body)),
    "room:history": (socket, body, answer) => answer(rooms.history(socket, body)),
    "room:resume": (socket, body, answer) => answer(rooms.resume(socket, body)),
    message: (socket, body, answer) => rooms.post(socket, body, answer),
    typing: (socket, body, answer) => answer(rooms.typing(socket, body)),

    rename: (socket, { name }, answer) => {
      const { person } = socket.data;
      const refused = silenced(socket) ?? (person.nameFixed ? NAME_FIXED : members.rename(person, name));
      if (refused) return answer(refused);
      rooms.changed(person);
      answer({ ok: true, member: memberOf(person) });
    },
  };
}

const CHANGED = refuse("passcode-needed", "The room's passcode was changed a moment ago. Give the new one.");
const NAME_FIXED = refuse(
  "name-fixed",
  "The host's owner gave you this name. Ask the owner for another one.",
);
