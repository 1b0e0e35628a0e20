import { useEffect } from "react";
import { useWindow } from "../state/window.ts";
import type { Recorder } from "./recorder.ts";
import { closeDetails, useWire } from "./wire-state.ts";

/** Where the text filter is. */
export const FILTER_ID = "wire-filter";

/** Keys of the whole screen: Space pauses, "/" goes to the filter, Esc closes the details before it leaves. */
export function useWireKeys(recorder: Recorder): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (useWindow.getState().dialog !== null) return;
      const isWriting = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
      const isPressable =
        event.target instanceof Element && event.target.closest("button, input, a") !== null;
      const isOpen = useWire.getState().isOpen || useWindow.getState().asked !== null;
      if (event.key === "Escape" && isOpen) {
        closeDetails();
        document.querySelector<HTMLElement>(".wire-grid")?.focus();
      } else if (event.key === " " && !isPressable) recorder.isPaused ? recorder.resume() : recorder.pause();
      else if (event.key === "/" && !isWriting) document.getElementById(FILTER_ID)?.focus();
      else return;
      event.preventDefault();
    }
    // Before the app's own keys, of which Esc leaves this screen.
    addEventListener("keydown", pressed, true);
    return () => removeEventListener("keydown", pressed, true);
  }, [recorder]);
}
