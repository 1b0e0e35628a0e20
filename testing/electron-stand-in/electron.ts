// Stands for the module `electron` where there is no Electron: the built main process runs in plain Node, its
// preload in an isolated world of a real Chromium page, its utility process as a child process. It knows what
// Pushpull uses and throws at anything else. Chromium is started by the test, which names it in STAND_IN_BROWSER.
// What it can't show: Electron's sandbox, its own Node, the rules of the app: scheme, packaging.
import type * as Electron from "electron";
import { app } from "./app.ts";
import { testBrowser } from "./browser.ts";
import { BrowserWindow } from "./browser-window.ts";
import { answerTest } from "./control.ts";
import { ipcMain } from "./ipc-main.ts";
import { Menu } from "./menu.ts";
import { protocol } from "./protocol.ts";
import { session } from "./session.ts";
import { powerMonitor, screen, shell } from "./system.ts";
import { nativeImage, Tray } from "./tray.ts";
import { utilityProcess } from "./utility-process.ts";

const standIn = {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeImage,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};

// Each name must be one of Electron's.
standIn satisfies { [name in keyof typeof standIn]: name extends keyof typeof Electron ? unknown : never };

/** What Electron does once the app's own module has run. */
export async function start(): Promise<void> {
  answerTest();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => app.quit());
  await app.start(async () => {
    await testBrowser();
  });
}

export {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeImage,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};
