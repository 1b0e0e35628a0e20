import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { app, openWindows } from "./app.ts";
import { emitPreventable } from "./preventable.ts";
import { WebContents } from "./web-contents.ts";

type UsedOfWindow = Pick<
  Electron.BrowserWindow,
  | "show"
  | "hide"
  | "focus"
  | "restore"
  | "minimize"
  | "isMinimized"
  | "isVisible"
  | "isDestroyed"
  | "getBounds"
  | "setBounds"
  | "loadURL"
>;

/** What the app must ask for: the stand-in could not show that it does without. */
const SAFE: Electron.WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  backgroundThrottling: false,
};

export class BrowserWindow extends EventEmitter implements UsedOfWindow {
  readonly webContents: WebContents;
  private visible: boolean;
  private minimized = false;
  private destroyed = false;
  private bounds: Electron.Rectangle;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    const { show = true, x = 0, y = 0, width = 800, height = 600, webPreferences = {} } = options;
    this.bounds = { x, y, width, height };
    for (const [name, value] of Object.entries(SAFE)) {
      if (webPreferences[name as keyof typeof SAFE] !== value) throw new Error(`${name} must be ${value}.`);
    }
    this.visible = show;
    this.webContents = new WebContents(webPreferences.preload ?? "");
    this.webContents.once("did-finish-load", () => this.emit("ready-to-show"));
    this.webContents.once("destroyed", () => this.onClosed());
    openWindows.add(this);
    app.emit("web-contents-created", {}, this.webContents);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.visible = true;
    this.focus();
  }

  focus(): void {
    this.webContents.bringToFront();
  }

  hide(): void {
    this.visible = false;
  }

  getBounds(): Electron.Rectangle {
    return this.bounds;
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
  }

  minimize(): void {
    this.minimized = true;
  }

  restore(): void {
    this.minimized = false;
  }

  isMinimized = (): boolean => this.minimized;
  isVisible = (): boolean => this.visible;
  isDestroyed = (): boolean => this.destroyed;

  /** As the user closes it. */
  async close(): Promise<void> {
    if (emitPreventable(this, "close")) return;
    await this.webContents.close();
  }

  private onClosed(): void {
    this.destroyed = true;
    openWindows.delete(this);
    this.emit("closed");
    app.windowClosed();
  }
}
