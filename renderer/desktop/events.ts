import { type DesktopEvent, desktopEvents } from "../../protocol/desktop.ts";
import type { DesktopBridge } from "../bridge.ts";

/** Time before main is asked again after a failure, in ms. */
const PAUSE = 1_000;
/** After so many failures in a row main is asked no more: it is another version, or it is ending. */
const MOST_FAILURES = 10;

/** Does what main says, until the function that it returns is called. */
export function followEvents(bridge: DesktopBridge, perform: (event: DesktopEvent) => void): () => void {
  let isOver = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  async function ask(after: number, failures: number): Promise<void> {
    if (isOver) return;
    try {
      const { last, events } = desktopEvents.parse(await bridge.events(after));
      if (isOver) return; // they are still there for who asks next
      events.forEach(perform);
      void ask(last, 0);
    } catch (error) {
      console.warn("The app's events can't be had.", error);
      if (failures < MOST_FAILURES) pause = setTimeout(() => void ask(after, failures + 1), PAUSE);
    }
  }

  void ask(0, 0);
  return () => {
    isOver = true;
    clearTimeout(pause);
  };
}
