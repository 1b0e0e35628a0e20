import type { Shortcut } from "../actions/shortcut.ts";

const KEYS: Record<string, string> = { arrowup: "Up", arrowdown: "Down", escape: "Esc", f6: "F6" };

/** The keys as Electron writes them: "CmdOrCtrl+Shift+W". */
export function acceleratorOf({ key, code, mod, alt, shift }: Shortcut): string {
  const name = code?.replace(/^(Digit|Key)/, "") ?? KEYS[key ?? ""] ?? key?.toUpperCase();
  return [mod && "CmdOrCtrl", alt && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}
