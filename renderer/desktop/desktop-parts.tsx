import { useEffect } from "react";
import type { DesktopEvent } from "../../protocol/desktop.ts";
import { type DesktopBridge, desktop } from "../bridge.ts";
import { startNotifications } from "../notifications/notify.ts";
import { chatNow } from "../state/chat.ts";
import { together } from "../state/together.ts";
import { desktop as words } from "../words/desktop.ts";
import { addWords } from "../words/index.ts";
import { followEvents } from "./events.ts";
import { JoinDialog } from "./join-dialog.tsx";
import { askToJoin } from "./join-request.ts";
import { performAction, tellMenu } from "./menu.ts";
import { changePreferences, usePreferences } from "./preferences.ts";
import { tellUnread } from "./unread.ts";

export { askRelay } from "./ask-relay.ts"; // loaded with the rest: hardly anybody needs it

addWords("desktop", words);

/** What the page does only in the desktop app: menu, links, unread, notifications, and the end of a sleep. */
export function DesktopParts() {
  useEffect(() => (desktop ? start(desktop) : undefined), []);
  return <JoinDialog />;
}

function start(bridge: DesktopBridge): () => void {
  void changePreferences();
  return together(
    followEvents(bridge, perform),
    tellMenu(bridge),
    tellUnread(bridge),
    startNotifications({
      isOn: () => usePreferences.getState().preferences?.notifications ?? false,
      show: () =>
        void bridge.show().catch((error: unknown) => console.warn("The window can't be shown.", error)),
    }),
  );
}

function perform(event: DesktopEvent): void {
  if (event.type === "action") performAction(event.name);
  else if (event.type === "join") askToJoin(event);
  else chatNow().session?.reconnect();
}
