import { useCallback, useSyncExternalStore } from "react";
import type { Life } from "../../client/session.ts";
import { useChat } from "../state/chat.ts";

const NONE: readonly Life[] = [];

/** The WebSockets and EventSources of the session, as they are now. */
export function useLives(): readonly Life[] {
  const session = useChat((chat) => chat.session);
  const follow = useCallback(
    (changed: () => void) => (session ? session.on("lives", changed) : () => undefined),
    [session],
  );
  return useSyncExternalStore(follow, () => session?.lives ?? NONE);
}
