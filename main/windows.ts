import { BrowserWindow } from "electron";
import { APP_ORIGIN } from "../protocol/limits.ts";

/** A page that crashes again within this time, in ms, is not loaded once more. */
const CRASH_AGAIN = 10_000;

let current: BrowserWindow | null = null;

function create(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    name: "main", // what the window's place and size are remembered by
    windowStatePersistence: true,
    title: "Pushpull",
    width: 1200,
    height: 800,
    minWidth: 360,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      backgroundThrottling: false, // polling goes on at its own pace while the window is hidden
    },
  });
  window.once("ready-to-show", () => window.show());
  window.once("closed", () => {
    current = null;
  });
  reloadAfterCrash(window);
  return window;
}

function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    const again = performance.now() - lastCrash < CRASH_AGAIN;
    lastCrash = performance.now();
    console.warn(`The page's process has gone: ${reason}.`);
    if (reason !== "clean-exit" && !again && !window.isDestroyed()) window.webContents.reload();
  });
}

/** Shows the app's one window: opens it, or brings it to the front. */
export function showWindow(preload: string): void {
  if (current === null) {
    current = create(preload);
    void current.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => console.warn(error));
    return;
  }
  if (current.isMinimized()) current.restore();
  current.show();
  current.focus();
}
