import { useEffect, useRef } from "react";
import { focusOn } from "./focus.ts";
import { layoutNow } from "./layout.ts";

/** Once another screen is gone from before the chat, the focus is in the composer; not on a phone, whose keyboard it would open. */
export function useComposerAfter(isOther: boolean): void {
  const was = useRef(isOther);
  useEffect(() => {
    if (was.current && !isOther && layoutNow() !== "phone") focusOn("composer");
    was.current = isOther;
  }, [isOther]);
}
