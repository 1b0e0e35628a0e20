import { type RefObject, useEffect, useRef } from "react";

/** A field that has the focus as soon as it is on screen: for what somebody opened in order to type. */
export function useFirstFocus<E extends HTMLElement>(): RefObject<E | null> {
  const field = useRef<E>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
