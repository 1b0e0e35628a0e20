import type { Session } from "../../client/session.ts";
import { LOBBY } from "../../protocol/limits.ts";
import { type Asides, addAside, dropFailed } from "./asides.ts";
import { changeRoom, chatNow } from "./chat.ts";

/**
 * Shows the messages that failed and are not shown yet: each at the end of its room, or in the lobby when there is no
 * such room any more. Those of a room that one is not in wait until one is.
 */
export function placeFailed(session: Session): void {
  const { rooms, list } = chatNow();
  const shown = new Set([...rooms.values()].flatMap(({ asides }) => failedIn(asides)));
  for (const outgoing of session.outbox) {
    if (outgoing.state !== "failed" || shown.has(outgoing.id)) continue;
    const home = list.some(({ name }) => name === outgoing.room) ? outgoing.room : LOBBY;
    changeRoom(home, (room) => ({
      ...room,
      asides: addAside(room.asides, room.timeline.last, { kind: "failed", outgoing }),
    }));
  }
}

/** Takes a failed message off the screen, wherever it stands: it is sent again, or was discarded. */
export function takeFailed(id: string): void {
  for (const name of chatNow().rooms.keys()) {
    changeRoom(name, (room) => ({ ...room, asides: dropFailed(room.asides, id) }));
  }
}

function failedIn(asides: Asides): string[] {
  return [...asides.values()].flat().flatMap((aside) => (aside.kind === "failed" ? [aside.outgoing.id] : []));
}
