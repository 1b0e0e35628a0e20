/** Where the focus can be sent from anywhere. */
type Target = "composer" | "last-message";

const targets = new Map<Target, () => void>();

/** Whoever draws a target says how to focus it. Returns "off". */
export function offerFocus(target: Target, focus: () => void): () => void {
  targets.set(target, focus);
  return () => {
    if (targets.get(target) === focus) targets.delete(target);
  };
}

/** Sends the focus there; nothing happens while it is not on screen. */
export function focusOn(target: Target): void {
  targets.get(target)?.();
}
