import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { InstanceLock } from "./instance-lock.ts";
import { emitPreventable } from "./preventable.ts";
import { killUtilityProcesses } from "./utility-process.ts";

/** What is asked of a BrowserWindow here and by tests. */
interface OpenWindow {
  readonly webContents: EventEmitter & { getURL(): string; crash(): void };
  isVisible(): boolean;
  isMinimized(): boolean;
  minimize(): void;
  close(): Promise<void>;
}

/** Windows enter themselves here when they open. */
export const openWindows = new Set<OpenWindow>();

type UsedOfApp = Pick<
  Electron.App,
  "whenReady" | "quit" | "setPath" | "requestSingleInstanceLock" | "enableSandbox" | "isPackaged"
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

  requestSingleInstanceLock(): boolean {
    if (this.userData === null) throw new Error("The Electron stand-in needs a data folder of the test's.");
    this.lock = new InstanceLock(this.userData, () => this.emit("second-instance", {}, [], ""));
    return this.lock.isHeld;
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
    this.resolveReady();
  }

  private async tryToQuit(): Promise<void> {
    if (this.quitting) return;
    this.quitting = true;
    if (this.lock && !this.lock.isHeld) await this.lock.tellHolder();
    for (const window of openWindows) await window.close();
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
