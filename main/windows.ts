import { BrowserWindow, screen } from "electron";
import { APP_ORIGIN } from "../protocol/limits.ts";
import { placeOnScreen } from "./on-screen.ts";
import { PageRecovery } from "./page-recovery.ts";

export interface WindowNeeds {
  /** The preload script's file. */
  preload: string;
  /** Whether the window is only hidden when a person closes it, so that its chat goes on. */
  isKept(): boolean;
  /** Is told when the window has closed, and its page with it. */
  closed(): void;
}

function create(preload: string): BrowserWindow {
  return new BrowserWindow({
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
      spellcheck: process.platform === "darwin", // elsewhere its dictionaries come from the internet
      backgroundThrottling: false, // the chat goes on at its own pace while the window is hidden
    },
  });
}

/** The page comes back after a crash and when it hangs. */
function recover(window: BrowserWindow): void {
  const { webContents } = window;
  const recovery = new PageRecovery({
    reload: () => webContents.reload(),
    crash: () => webContents.forcefullyCrashRenderer(),
  });
  webContents.on("render-process-gone", (_event, { reason }) => {
    console.warn(`The page's process has gone: ${reason}.`);
    if (reason !== "clean-exit" && !window.isDestroyed()) recovery.gone();
  });
  window.on("unresponsive", () => recovery.hangs());
  window.on("responsive", () => recovery.reacts());
  window.once("closed", () => recovery.close());
}

/** A screen may have gone since the window was last on it. */
function bringOnScreen(window: BrowserWindow): void {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const place = placeOnScreen(window.getBounds(), screens);
  if (place !== null) window.setBounds(place);
}

/** The app's one window. */
export class AppWindow {
  readonly #needs: WindowNeeds;
  #window: BrowserWindow | null = null;

  constructor(needs: WindowNeeds) {
    this.#needs = needs;
  }

  /** Opens the window, and shows it as soon as there is something to see unless it is to stay hidden. */
  open({ hidden = false } = {}): void {
    const window = create(this.#needs.preload);
    this.#window = window;
    if (!hidden) window.once("ready-to-show", () => this.show());
    window.on("close", (event) => {
      if (!this.#needs.isKept()) return;
      event.preventDefault();
      window.hide();
    });
    window.once("closed", () => {
      this.#window = null;
      this.#needs.closed();
    });
    recover(window);
    void window.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => console.warn(error));
  }

  /** Brings the window to the front, and opens it if it was closed. */
  show(): void {
    if (this.#window === null) {
      this.open();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    bringOnScreen(this.#window);
    this.#window.show();
    this.#window.focus();
  }
}
