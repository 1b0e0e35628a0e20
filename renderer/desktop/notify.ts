import i18next from "i18next";
import type { Session } from "../../client/session.ts";
import type { Delivered } from "../../client/session-events.ts";
import type { DesktopBridge } from "../bridge.ts";
import { chatNow, useChat } from "../state/chat.ts";
import { openRoom } from "../state/commands.ts";
import { together } from "../state/together.ts";
import { backToChat, useWindow } from "../state/window.ts";
import { usePreferences } from "./preferences.ts";

/** Longest text in a notification, in characters; systems show less. */
const LONGEST = 200;

/** Notifies what others say while nobody looks at the window, until the function that it returns is called. */
export function startNotifications(bridge: DesktopBridge): () => void {
  /** The newest of each room: a newer one takes its place. */
  const open = new Map<string, Notification>();
  let stop: () => void = () => undefined;

  function forget(room: string): void {
    open.get(room)?.close();
    open.delete(room);
  }

  function notify(session: Session, { message, own }: Delivered): void {
    const { room, sender, text } = message;
    if (own || document.hasFocus() || !usePreferences.getState().preferences?.notifications) return;
    const title = i18next.t("desktop.notified", { name: sender.name, room });
    // Made anew each time: one that replaces another of its tag may be silent.
    forget(room);
    const notification = new Notification(title, { body: text.slice(0, LONGEST) });
    open.set(room, notification);
    notification.addEventListener("click", () => {
      forget(room);
      if (session === chatNow().session) show(room);
    });
  }

  function show(room: string): void {
    bridge.show().catch((error: unknown) => console.warn("The window can't be shown.", error));
    backToChat();
    useWindow.setState({ dialog: null, phonePage: "room" });
    void openRoom(room);
  }

  function follow(session: Session | null): void {
    stop();
    stop = session ? session.on("message", (delivered) => notify(session, delivered)) : () => undefined;
  }

  const seen = (): void => [...open.keys()].forEach(forget);
  follow(chatNow().session);
  addEventListener("focus", seen);
  return together(
    useChat.subscribe((now, before) => now.session !== before.session && follow(now.session)),
    () => removeEventListener("focus", seen),
    () => stop(),
    seen,
  );
}
