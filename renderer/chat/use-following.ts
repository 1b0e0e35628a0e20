import { type UIEvent, useRef } from "react";

/** How far from its end the list still counts as at its end, in px. */
export const AT_END = 40;

/**
 * Whether the list goes along with new messages: from when its end is reached until one scrolls up. Virtuoso's own
 * answer comes 50 ms late, so that among many messages nobody could ever scroll up.
 *
 * `lastRow`: index of the last row. `newest`: id of the newest message of one's own that is on its way: whoever sends
 * one wants to see it.
 */
export function useFollowing(startsAtEnd: boolean, lastRow: number, newest: string | undefined) {
  const isFollowing = useRef(startsAtEnd);
  const top = useRef(0);
  const followed = useRef({ lastRow, newest });

  function onScroll({ currentTarget }: UIEvent<HTMLElement>): void {
    const { scrollTop, scrollHeight, clientHeight } = currentTarget;
    if (scrollHeight - scrollTop - clientHeight <= AT_END) isFollowing.current = true;
    else if (scrollTop < top.current) isFollowing.current = false;
    top.current = scrollTop;
  }

  /** Whether to go to the end, now that the number of rows has changed. Older rows before the first change nothing. */
  function followOutput(): "auto" | false {
    const hasGrown = lastRow > followed.current.lastRow;
    const isOwn = newest !== undefined && newest !== followed.current.newest;
    followed.current = { lastRow, newest };
    return hasGrown && (isFollowing.current || isOwn) ? "auto" : false;
  }

  return {
    onScroll,
    followOutput,
    atEnd(): void {
      isFollowing.current = true;
    },
  };
}
