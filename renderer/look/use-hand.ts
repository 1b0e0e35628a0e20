import { type RefObject, useEffect, useRef } from "react";

/** What scrolls within this time of a hand's last move was scrolled by it, in ms. */
const HAND = 1_000;

/** Whether a hand has just moved an element: by wheel, finger, key or its scroll bar. */
export function useHand(element: RefObject<HTMLElement | null>): () => boolean {
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const off = new AbortController();
    const moved = (): void => {
      last.current = performance.now();
    };
    for (const event of ["wheel", "touchmove", "keydown", "pointerdown"])
      element.current?.addEventListener(event, moved, { passive: true, signal: off.signal });
    return () => off.abort();
  }, [element]);
  return () => performance.now() - last.current < HAND;
}
