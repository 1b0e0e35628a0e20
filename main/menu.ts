import { app, Menu } from "electron";
import type { DesktopMenu } from "../protocol/desktop.ts";
import { menuTemplate } from "./menu-template.ts";

/** Sets the app's menu. `perform` is called with the name of an action that was chosen. */
export function setMenu(menu: DesktopMenu, perform: (name: string) => void): void {
  const { platform } = process;
  const template = menuTemplate({ ...menu, platform, isPackaged: app.isPackaged, perform });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
