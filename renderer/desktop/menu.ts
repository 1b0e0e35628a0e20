import i18next from "i18next";
import type { DesktopMenu } from "../../protocol/desktop.ts";
import { offeredActions } from "../actions/actions.ts";
import { isOverlaid } from "../actions/use-shortcuts.ts";
import type { DesktopBridge } from "../bridge.ts";
import { chatNow, useChat } from "../state/chat.ts";
import { together } from "../state/together.ts";
import { acceleratorOf } from "./accelerator.ts";

/** The menu has the page's actions, in its language, as long as one is with a host. */
function menuNow(): DesktopMenu {
  const offered = chatNow().session ? offeredActions() : [];
  return {
    language: i18next.language === "zh" ? "zh" : "en",
    actions: offered.map(({ name, label, shortcut }) => ({
      name,
      label: label(i18next.t),
      ...(shortcut && { keys: acceleratorOf(shortcut) }),
    })),
  };
}

/** Keeps the app's menu as the page's actions are, until the function that it returns is called. */
export function tellMenu(bridge: DesktopBridge): () => void {
  const tell = (): void => {
    bridge.setMenu(menuNow()).catch((error: unknown) => console.warn("The menu could not be set.", error));
  };
  tell();
  i18next.on("languageChanged", tell);
  return together(
    () => i18next.off("languageChanged", tell),
    useChat.subscribe((now, before) => {
      const isEntering = (now.session === null) !== (before.session === null);
      if (isEntering || now.standing.owner !== before.standing.owner) tell();
    }),
  );
}

/** Does what was chosen in the menu, as its keys would: not while a dialog is open. */
export function performAction(name: string): void {
  if (chatNow().session === null || isOverlaid()) return;
  offeredActions()
    .find((action) => action.name === name)
    ?.perform();
}
