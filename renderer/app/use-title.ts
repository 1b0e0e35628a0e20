import { useEffect } from "react";
import { unreadInAll, useChat } from "../state/chat.ts";

/** The window's title: how much is unread, and in which room of which host one is. */
export function useTitle(): void {
  const unread = useChat(unreadInAll);
  const room = useChat((chat) => chat.current);
  const host = useChat((chat) => chat.host?.name);
  useEffect(() => {
    const place = [room && `#${room}`, host].filter(Boolean).join(" · ");
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${place || "Pushpull"}`;
    return () => {
      document.title = "Pushpull";
    };
  }, [unread, room, host]);
}
