import { type FocusEvent, useState } from "react";

/**
 * Whether the pointer or the focus is on an element; `near` holds its handlers. What shows only then need not be
 * drawn before: a list of thousands of rows stays light.
 */
export function useNear() {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const near = {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocus: () => setFocused(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) setFocused(false);
    },
  };
  return { isNear: isPointed || isFocused, near };
}
