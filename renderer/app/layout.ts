import { useSyncExternalStore } from "react";

/**
 * How much fits side by side. `wide`: three columns. `medium`: the panel lies over the room. `narrow`: the left
 * column is a drawer, too. `phone`: one page at a time.
 */
export type Layout = "wide" | "medium" | "narrow" | "phone";

// The same widths stand in layout.css.
const wide = matchMedia("(min-width: 1080px)");
const medium = matchMedia("(min-width: 820px)");
const narrow = matchMedia("(min-width: 560px)");

/** The layout that fits the window now. */
export function layoutNow(): Layout {
  if (wide.matches) return "wide";
  if (medium.matches) return "medium";
  return narrow.matches ? "narrow" : "phone";
}

function subscribe(changed: () => void): () => void {
  const queries = [wide, medium, narrow];
  for (const query of queries) query.addEventListener("change", changed);
  return () => {
    for (const query of queries) query.removeEventListener("change", changed);
  };
}

/** The layout that fits the window, live. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, layoutNow);
}
