import { useEffect, useMemo } from "react";
import { chatNow } from "../state/chat.ts";

/** While one types, the others are told again after this time, in ms. */
const SAY_EVERY = 3_000;
/** Who has not typed for this time has stopped, in ms. */
const STOPS_AFTER = 5_000;

/** Tells the others in a room that one is typing, seldom enough. */
export function useTypingNotice(room: string) {
  const notice = useMemo(() => new TypingNotice(room), [room]);
  useEffect(() => () => notice.stopped(), [notice]);
  return notice;
}

class TypingNotice {
  readonly #room: string;
  #saidAt = Number.NEGATIVE_INFINITY;
  #stop: ReturnType<typeof setTimeout> | undefined;

  constructor(room: string) {
    this.#room = room;
  }

  readonly wrote = (text: string): void => {
    if (text.trim() === "") {
      this.stopped();
      return;
    }
    clearTimeout(this.#stop);
    this.#stop = setTimeout(this.stopped, STOPS_AFTER);
    if (performance.now() - this.#saidAt < SAY_EVERY) return;
    this.#saidAt = performance.now();
    chatNow().session?.setTyping(this.#room, true);
  };

  /** A message says by itself that its author has finished. */
  readonly sent = (): void => {
    clearTimeout(this.#stop);
    this.#saidAt = Number.NEGATIVE_INFINITY;
  };

  readonly stopped = (): void => {
    clearTimeout(this.#stop);
    if (this.#saidAt === Number.NEGATIVE_INFINITY) return;
    this.#saidAt = Number.NEGATIVE_INFINITY;
    chatNow().session?.setTyping(this.#room, false);
  };
}
