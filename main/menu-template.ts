import type { MenuItemConstructorOptions } from "electron";
import type { DesktopMenu } from "../protocol/desktop.ts";
import { words } from "./words.ts";

export interface MenuNeeds extends DesktopMenu {
  platform: NodeJS.Platform;
  /** Whether a user runs it: then the tools of developers are left out. */
  isPackaged: boolean;
  /** Does an action of the page. */
  perform(name: string): void;
}

type Role = Exclude<keyof typeof words.en, "file" | "edit" | "view" | "go" | "window" | "show" | "unread">;
type Item = MenuItemConstructorOptions;

const separator: Item = { type: "separator" };

/**
 * The app's menu: the usual items, which carry the usual keys, and the page's actions. Those show their keys but do not
 * take them: the page does that itself, since it knows when a dialog has the keyboard.
 */
export function menuTemplate({ language, actions, platform, isPackaged, perform }: MenuNeeds): Item[] {
  const said = words[language];
  const role = (name: Role): Item => ({ role: name, label: said[name] });
  const items = actions.map(
    ({ name, label, keys }): Item => ({
      id: name,
      label: label.replaceAll("&", "&&"), // a single one would underline a letter
      ...(keys && { accelerator: keys, registerAccelerator: false }),
      click: () => perform(name),
    }),
  );
  const isMac = platform === "darwin";
  return [
    ...(isMac ? [{ role: "appMenu" } as const] : []),
    { label: said.file, submenu: [role("close"), ...(isMac ? [] : [role("quit")])] },
    {
      label: said.edit,
      submenu: [
        ...(["undo", "redo"] as const).map(role),
        separator,
        ...(["cut", "copy", "paste", "selectAll"] as const).map(role),
      ],
    },
    {
      label: said.view,
      submenu: [
        ...(isPackaged ? [] : [role("reload"), role("toggleDevTools"), separator]),
        ...(["resetZoom", "zoomIn", "zoomOut", "togglefullscreen"] as const).map(role),
      ],
    },
    ...(items.length > 0 ? [{ label: said.go, submenu: items }] : []),
    { label: said.window, role: "windowMenu" },
  ];
}
