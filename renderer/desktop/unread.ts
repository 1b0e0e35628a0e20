import type { DesktopBridge } from "../bridge.ts";
import { unreadInAll, useChat } from "../state/chat.ts";

/** Least time between two counts, in ms: messages may come by the hundred. */
const PAUSE = 200;

/** Tells main how many messages are unread, until the function that it returns is called. */
export function tellUnread(bridge: DesktopBridge): () => void {
  let told = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    const unread = unreadInAll(useChat.getState());
    if (unread === told) return;
    told = unread;
    bridge.setUnread(unread).catch((error: unknown) => console.warn("The unread can't be shown.", error));
  };
  const tellSoon = (): void => {
    timer ??= setTimeout(tell, PAUSE);
  };
  tellSoon();
  const off = useChat.subscribe(tellSoon);
  return () => {
    off();
    clearTimeout(timer);
  };
}
