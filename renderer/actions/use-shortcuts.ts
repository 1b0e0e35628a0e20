import { useEffect } from "react";
import { useWindow } from "../state/window.ts";
import { offeredActions } from "./actions.ts";
import { matches } from "./shortcut.ts";

/** Listens for the actions' keys, as long as no dialog is open. */
export function useShortcuts(): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || isOverlaid()) return;
      const action = offeredActions().find(({ shortcut }) => shortcut && matches(event, shortcut));
      if (!action) return;
      event.preventDefault();
      action.perform();
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** A dialog or a popover has the keys to itself. */
export function isOverlaid(): boolean {
  return useWindow.getState().dialog !== null || document.querySelector("[role=dialog]") !== null;
}
