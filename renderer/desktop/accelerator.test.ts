import { expect, it } from "vitest";
import { desktopMenu } from "../../protocol/desktop.ts";
import { acceleratorOf } from "./accelerator.ts";

it.each([
  [{ key: "k", mod: true }, "CmdOrCtrl+K"],
  [{ key: "arrowdown", alt: true, shift: true }, "Alt+Shift+Down"],
  [{ code: "KeyW", mod: true, shift: true }, "CmdOrCtrl+Shift+W"],
  [{ code: "Digit3", mod: true }, "CmdOrCtrl+3"],
  [{ key: "f6", shift: true }, "Shift+F6"],
  [{ key: ",", mod: true }, "CmdOrCtrl+,"],
  [{ key: "escape" }, "Esc"],
])("writes %j as Electron does, and main takes it", (shortcut, keys) => {
  expect(acceleratorOf(shortcut)).toBe(keys);
  const menu = { language: "en", actions: [{ name: "jump", label: "Jump", keys }] };
  expect(desktopMenu.safeParse(menu).success).toBe(true);
});
