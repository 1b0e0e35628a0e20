import { chatNow, useChat } from "./chat.ts";
import { nothingRead, seen } from "./unread.ts";
import { useWindow } from "./window.ts";

let atEnd = false;

/** The list of messages says whether the end of the room on screen is in view. */
export function endInView(inView: boolean): void {
  atEnd = inView;
  look();
}

/** Follows whether anybody looks at this window: what nobody saw is not read. Returns "off". */
export function startAttention(): () => void {
  addEventListener("focus", look);
  addEventListener("blur", look);
  document.addEventListener("visibilitychange", look);
  const off = useWindow.subscribe((now, before) => now.screen !== before.screen && look());
  return () => {
    off();
    removeEventListener("focus", look);
    removeEventListener("blur", look);
    document.removeEventListener("visibilitychange", look);
  };
}

function look(): void {
  const isInFront = useWindow.getState().screen === "chat";
  const isWatched = atEnd && isInFront && document.visibilityState === "visible" && document.hasFocus();
  useChat.setState({ isWatched });
  if (isWatched) readToTheEnd();
}

function readToTheEnd(): void {
  const { current, rooms, readings } = chatNow();
  const room = current === null ? undefined : rooms.get(current);
  if (current === null || !room) return;
  const reading = readings.get(current) ?? nothingRead;
  const next = seen(reading, room.timeline.last);
  if (next !== reading) useChat.setState({ readings: new Map(readings).set(current, next) });
}
