import { type RefObject, type UIEvent, useEffect, useRef } from "react";
import { useHand } from "../look/use-hand.ts";

/** How far from its end the list still counts as at its end, in px. */
export const AT_END = 40;

/**
 * Keeps the end of the list in view, from when it is reached until one scrolls up: while messages come, while rows
 * are measured, and while the list gets less high. (Virtuoso's `followOutput` decides 50 ms late and scrolls later
 * still: among many messages nobody could ever scroll up.)
 *
 * `newest`: id of the newest message of one's own that is on its way. Whoever sends one wants to see it.
 */
export function useFollowing(
  log: RefObject<HTMLElement | null>,
  startsAtEnd: boolean,
  newest: string | undefined,
) {
  const isFollowing = useRef(startsAtEnd);
  /** Scroll position and height when they were last looked at, in px. */
  const seen = useRef({ top: 0, height: 0 });
  const isByHand = useHand(log);

  useEffect(() => {
    const element = log.current;
    const rows = element?.querySelector("[data-testid=virtuoso-item-list]");
    if (!element || !rows) return;
    // Before each paint, so that the end is never seen to be missed.
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) element.scrollTop = element.scrollHeight;
      seen.current = { top: element.scrollTop, height: element.scrollHeight };
    });
    observer.observe(element);
    observer.observe(rows, { box: "border-box" }); // rows that are not drawn are its padding
    return () => observer.disconnect();
  }, [log]);

  useEffect(() => {
    if (newest === undefined || !log.current) return;
    isFollowing.current = true;
    log.current.scrollTop = log.current.scrollHeight;
  }, [log, newest]);

  function onScroll({ currentTarget }: UIEvent<HTMLElement>): void {
    const { scrollTop, scrollHeight, clientHeight } = currentTarget;
    // Rows that turn out to be lower than was assumed move the list up, too: that is nobody's wish.
    const isWish = isByHand() || scrollHeight === seen.current.height;
    if (scrollHeight - scrollTop - clientHeight <= AT_END) isFollowing.current = true;
    else if (scrollTop < seen.current.top && isWish) isFollowing.current = false;
    seen.current.top = scrollTop;
  }

  return {
    onScroll,
    atEnd(): void {
      isFollowing.current = true;
    },
  };
}
