import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { currentRoom, useChat } from "../state/chat.ts";
import { entryAt } from "../state/timeline.ts";
import { announce, useWindow } from "../state/window.ts";

/**
 * What a screen reader hears unasked: new messages of the room on screen, and switches. The list of messages cannot
 * say it itself, since its rows also come and go as one scrolls.
 */
export function Speaker() {
  const announcement = useWindow((window) => window.announcement);
  useMessages();
  useSwitches();
  return (
    <div className="spoken" aria-live="polite">
      {announcement}
    </div>
  );
}

function useMessages(): void {
  const { t } = useTranslation();
  const me = useChat((chat) => chat.me?.id);
  const newest = useChat((chat) => {
    const timeline = currentRoom(chat)?.timeline;
    return timeline && entryAt(timeline, timeline.last);
  });
  useEffect(() => {
    if (!newest || newest.arrivedAt === null || newest.message.sender.id === me) return;
    const { sender, text } = newest.message;
    announce(t("chat.heard", { name: sender.name, text }));
  }, [newest, me, t]);
}

function useSwitches(): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      useChat.subscribe((now, before) => {
        const isSwitch = now.session === before.session && now.link === "connected";
        if (isSwitch && now.transport !== before.transport) {
          announce(t("chat.switchedTo", { transport: t(`transport.name.${now.transport}`) }));
        }
      }),
    [t],
  );
}
