import i18next from "i18next";
import type { Session } from "../../client/session.ts";
import type { Delivered } from "../../client/session-events.ts";
import { chatNow, useChat } from "../state/chat.ts";
import { openRoom } from "../state/commands.ts";
import { together } from "../state/together.ts";
import { backToChat, useWindow } from "../state/window.ts";
import { browser } from "../words/browser.ts";
import { addWords } from "../words/index.ts";

addWords("browser", browser);

/** Longest text in a notification, in characters; systems show less. */
const LONGEST = 200;

interface NotificationOptions {
  isOn(): boolean;
  /** Brings the window to the front. */
  show(): void;
}

/** Notifies what others say while nobody looks at the window, until the function that it returns is called. */
export function startNotifications({ isOn, show }: NotificationOptions): () => void {
  /** The newest of each room: a newer one takes its place. */
  const shown = new Map<string, Notification>();
  let stop: () => void = () => undefined;

  function forget(room: string): void {
    shown.get(room)?.close();
    shown.delete(room);
  }

  function notify(session: Session, { message, own }: Delivered): void {
    const { room, sender, text } = message;
    if (own || document.hasFocus() || !isOn()) return;
    // Made anew each time: one that replaces another of its tag may be silent.
    forget(room);
    const notification = new Notification(i18next.t("browser.notified", { name: sender.name, room }), {
      body: text.slice(0, LONGEST),
    });
    shown.set(room, notification);
    notification.addEventListener("click", () => {
      forget(room);
      if (session === chatNow().session) goTo(room);
    });
  }

  function goTo(room: string): void {
    show();
    backToChat();
    useWindow.setState({ dialog: null, phonePage: "room" });
    void openRoom(room);
  }

  function follow(session: Session | null): void {
    stop();
    stop = session ? session.on("message", (delivered) => notify(session, delivered)) : () => undefined;
  }

  const seen = (): void => [...shown.keys()].forEach(forget);
  follow(chatNow().session);
  addEventListener("focus", seen);
  return together(
    useChat.subscribe((now, before) => now.session !== before.session && follow(now.session)),
    () => removeEventListener("focus", seen),
    () => stop(),
    seen,
  );
}
