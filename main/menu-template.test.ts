import type { MenuItemConstructorOptions } from "electron";
import { expect, it } from "vitest";
import { type MenuNeeds, menuTemplate } from "./menu-template.ts";

const performed: string[] = [];
const needs: MenuNeeds = {
  language: "en",
  actions: [
    { name: "jump", label: "Jump to a room", keys: "CmdOrCtrl+K" },
    { name: "settings", label: "Sound & settings" },
  ],
  platform: "linux",
  isPackaged: true,
  perform: (name) => performed.push(name),
};

const labels = (items: MenuItemConstructorOptions[]) => items.map(({ label, role }) => label ?? role);
const submenu = (label: string, menu = menuTemplate(needs)) =>
  menu.find((item) => item.label === label)?.submenu as MenuItemConstructorOptions[];

it("holds the page's actions, which do nothing but tell the page", () => {
  expect(labels(submenu("Go"))).toEqual(["Jump to a room", "Sound && settings"]);
  expect(submenu("Go")[0]).toMatchObject({ accelerator: "CmdOrCtrl+K", registerAccelerator: false });
  submenu("Go")[0]?.click?.({} as never, undefined, {} as never);
  expect(performed).toEqual(["jump"]);
});

it("speaks the page's language", () => {
  expect(labels(menuTemplate({ ...needs, language: "zh" }))).toEqual([
    "文件",
    "编辑",
    "显示",
    "前往",
    "窗口",
  ]);
});

it("has no place for actions before the page told them", () => {
  expect(labels(menuTemplate({ ...needs, actions: [] }))).toEqual(["File", "Edit", "View", "Window"]);
});

it("keeps the developer's tools from users", () => {
  expect(labels(submenu("View"))).not.toContain("Developer tools");
  expect(labels(submenu("View", menuTemplate({ ...needs, isPackaged: false })))).toContain("Developer tools");
});

it("puts the app's own menu first on a Mac, which quits there", () => {
  const menu = menuTemplate({ ...needs, platform: "darwin" });
  expect(menu[0]).toEqual({ role: "appMenu" });
  expect(labels(submenu("File", menu))).toEqual(["Close the window"]);
});
