import { desktop } from "../bridge.ts";

/** A key with its modifiers. */
export interface Shortcut {
  /** As `KeyboardEvent.key` says it; letters in lower case. */
  readonly key?: string;
  /** As `KeyboardEvent.code` says it: for digits and letters that Alt turns into other signs on some keyboards. */
  readonly code?: string;
  /** Ctrl; on a Mac, Command. */
  readonly mod?: boolean;
  readonly alt?: boolean;
  readonly shift?: boolean;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Where the app is its own window it may take keys that a browser keeps for itself. */
export const isDesktop = desktop !== undefined;

/** Whether these are the keys that were pressed, no more and no less. */
export function matches(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const isKey = shortcut.code ? event.code === shortcut.code : event.key.toLowerCase() === shortcut.key;
  const [mod, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return (
    isKey &&
    !other &&
    mod === (shortcut.mod ?? false) &&
    event.altKey === (shortcut.alt ?? false) &&
    event.shiftKey === (shortcut.shift ?? false)
  );
}

const NAMES: Record<string, string> = { arrowup: "↑", arrowdown: "↓", escape: "Esc", f6: "F6" };

/** The keys as they stand on the keyboard: "Ctrl K", on a Mac "⌘ K". */
export function keysOf({ key, code, mod, alt, shift }: Shortcut): string {
  const name = code?.replace(/^(Digit|Key)/, "") ?? NAMES[key ?? ""] ?? key?.toUpperCase() ?? "";
  const modifiers = [
    mod && (isMac ? "⌘" : "Ctrl"),
    alt && (isMac ? "⌥" : "Alt"),
    shift && (isMac ? "⇧" : "Shift"),
  ];
  return [...modifiers, name].filter(Boolean).join(" ");
}
