import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { InstanceLock } from "./instance-lock.ts";
import { emitPreventable } from "./preventable.ts";
import { killUtilityProcesses } from "./utility-process.ts";

/** What is asked of a BrowserWindow here and by tests. */
interface OpenWindow {
  readonly webContents: EventEmitter & { getURL(): string; forcefullyCrashRenderer(): void };
  isVisible(): boolean;
  isMinimized(): boolean;
  minimize(): void;
  getBounds(): Electron.Rectangle;
  setBounds(bounds: Partial<Electron.Rectangle>): void;
  emit(event: "unresponsive"): boolean;
  close(): Promise<void>;
}

/** Windows enter themselves here when they open. */
export const openWindows = new Set<OpenWindow>();

type UsedOfApp = Pick<
  Electron.App,
  | "whenReady"
  | "quit"
  | "setPath"
  | "getPath"
  | "requestSingleInstanceLock"
  | "enableSandbox"
  | "isPackaged"
  | "setBadgeCount"
  | "getBadgeCount"
  | "setAsDefaultProtocolClient"
  | "setAppUserModelId"
  | "setLoginItemSettings"
  | "getLoginItemSettings"
>;

class App extends EventEmitter implements UsedOfApp {
  readonly isPackaged = false;
  readonly commandLine = {
    hasSwitch: (name: string) => process.argv.includes(`--${name}`),
  };
  private userData: string | null = null;
  private lock: InstanceLock | null = null;
  private started = false;
  private quitting = false;
  private badge = 0;
  /** When the app was told that it may open windows, in Unix ms; 0 before. */
  readyAt = 0;
  private opensAtLogin = false;
  private resolveReady: () => void = () => undefined;
  private readonly ready = new Promise<void>((resolve) => {
    this.resolveReady = resolve;
  });

  whenReady(): Promise<void> {
    return this.ready;
  }

  setPath(name: string, path: string): void {
    if (name !== "userData") throw new Error(`The Electron stand-in has no path ${name}.`);
    this.userData = path;
  }

  getPath(name: string): string {
    if (name !== "userData" || this.userData === null) {
      throw new Error("The Electron stand-in needs a data folder of the test's, and has no other.");
    }
    return this.userData;
  }

  requestSingleInstanceLock(): boolean {
    const folder = this.getPath("userData");
    this.lock = new InstanceLock(folder, (args) => this.emit("second-instance", {}, args, ""));
    return this.lock.isHeld;
  }

  setBadgeCount(count = 0): boolean {
    this.badge = count;
    return true;
  }

  getBadgeCount = (): number => this.badge;

  /** Only a packaged app may take a scheme for itself. */
  setAsDefaultProtocolClient(): boolean {
    throw new Error("The Electron stand-in runs no packaged app.");
  }

  setAppUserModelId(): void {
    // Windows asks for it; there is nothing to see of it.
  }

  setLoginItemSettings({ openAtLogin = false }: Electron.Settings): void {
    this.opensAtLogin = openAtLogin;
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    return { openAtLogin: this.opensAtLogin } as Electron.LoginItemSettings;
  }

  enableSandbox(): void {
    if (this.started) throw new Error("app.enableSandbox() can only be called before app is ready");
  }

  quit(): void {
    void this.tryToQuit();
  }

  /** A window has closed; the last one may end the app. */
  windowClosed(): void {
    if (openWindows.size === 0 && !this.quitting) this.emit("window-all-closed");
  }

  /** What happens in Electron once the app's own module has run. `prepare` comes before the app is ready. */
  async start(prepare: () => Promise<void>): Promise<void> {
    this.started = true;
    if (this.quitting) return;
    await prepare();
    this.readyAt = Date.now();
    this.resolveReady();
  }

  private async tryToQuit(): Promise<void> {
    if (this.quitting) return;
    this.quitting = true;
    this.emit("before-quit", {});
    if (this.lock && !this.lock.isHeld) await this.lock.tellHolder();
    for (const window of openWindows) await window.close();
    if (openWindows.size > 0) {
      this.quitting = false; // a window did not let itself be closed
      return;
    }
    if (emitPreventable(this, "will-quit")) {
      this.quitting = false;
      return;
    }
    killUtilityProcesses();
    this.lock?.release();
    process.exit(0);
  }
}

export const app = new App();
