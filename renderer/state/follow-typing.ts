import type { Session } from "../../client/session.ts";
import { changeRoom } from "./chat.ts";
import { typingChanged } from "./room.ts";

/** How long somebody counts as typing without saying so again, in ms. */
const TYPING_LASTS = 8_000;

/**
 * Shows who is typing, until the function that it returns is called. Who stops without saying so (their computer went
 * to sleep) does not type for ever.
 */
export function followTyping(session: Session): () => void {
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
