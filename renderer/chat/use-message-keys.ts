import { type KeyboardEvent, type RefObject, useCallback, useEffect } from "react";
import type { VirtuosoHandle } from "react-virtuoso";
import { focusOn, offerFocus } from "../app/focus.ts";

interface Range {
  /** Index of the first and of the last row of the list. */
  first: number;
  last: number;
}

/**
 * The keyboard among messages: arrows go from one to the next, Home and End to the ends, C copies, W shows how it
 * came. The list itself is the one stop of the Tab key; from there an arrow leads to the messages in view.
 */
export function useMessageKeys(
  list: RefObject<VirtuosoHandle | null>,
  log: RefObject<HTMLElement | null>,
  range: Range,
) {
  const { first, last } = range;
  const go = useCallback(
    (index: number) => {
      const row = (): HTMLElement | null | undefined => log.current?.querySelector(`[data-row="${index}"]`);
      list.current?.scrollIntoView({
        index: index - first,
        done: () => row()?.focus({ preventScroll: true }),
      });
    },
    [list, log, first],
  );
  useEffect(() => offerFocus("last-message", () => last >= first && go(last)), [go, first, last]);

  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    const isOnRow = row === event.target;
    if (!isOnRow && event.target !== log.current) return;
    const at = row ? Number(row.dataset.row) : inView(log.current, event.key);
    if (event.key === "c" && isOnRow) row.querySelector<HTMLElement>("[data-copy]")?.click();
    else if (event.key === "w" && isOnRow) row.querySelector<HTMLElement>("[data-way]")?.click();
    else if (event.key === "ArrowDown" && isOnRow && at === last) focusOn("composer");
    else if (event.key === "ArrowUp") go(Math.max(first, isOnRow ? at - 1 : at));
    else if (event.key === "ArrowDown") go(Math.min(last, isOnRow ? at + 1 : at));
    else if (event.key === "Home") go(first);
    else if (event.key === "End") go(last);
    else return;
    event.preventDefault();
  };
}

/** The row in view where an arrow from outside leads: up to the last one, down to the first. */
function inView(log: HTMLElement | null, key: string): number {
  const box = log?.getBoundingClientRect();
  const rows = [...(log?.querySelectorAll<HTMLElement>("[data-row]") ?? [])].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return box && bottom > box.top && top < box.bottom;
  });
  const row = key === "ArrowUp" ? rows.at(-1) : rows[0];
  return Number(row?.dataset.row ?? Number.NaN);
}
