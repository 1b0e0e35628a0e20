import { type RefObject, type UIEvent, useEffect, useRef } from "react";

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
  const top = useRef(0);

  useEffect(() => {
    const element = log.current;
    const rows = element?.querySelector("[data-testid=virtuoso-item-list]");
    if (!element || !rows) return;
    // Before each paint, so that the end is never seen to be missed.
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) element.scrollTop = element.scrollHeight;
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
    if (scrollHeight - scrollTop - clientHeight <= AT_END) isFollowing.current = true;
    else if (scrollTop < top.current) isFollowing.current = false;
    top.current = scrollTop;
  }

  return {
    onScroll,
    atEnd(): void {
      isFollowing.current = true;
    },
  };
}
