import { chatNow } from "./chat.ts";
import { useWindow } from "./window.ts";

/** Messages whose moment is remembered. */
const MOST = 500;

const shown = new Map<string, number>();

/** A message that has just come in is drawn: remembers when the frame with it was, if the chat is in front. */
export function noteShown(id: string): void {
  requestAnimationFrame(() => {
    const { session } = chatNow();
    if (!session || shown.has(id) || useWindow.getState().screen !== "chat") return;
    shown.set(id, session.now());
    const oldest = shown.keys().next();
    if (shown.size > MOST && !oldest.done) shown.delete(oldest.value);
  });
}

/** When it was drawn, in Unix ms on the host's clock; null when it was not drawn as soon as it came. */
export function shownAt(id: string): number | null {
  return shown.get(id) ?? null;
}
