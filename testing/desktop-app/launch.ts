import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { locateElectron } from "../../main/electron-binary.ts";
import { launchOnElectron } from "./on-electron.ts";
import { launchOnStandIn } from "./on-stand-in.ts";

/** What a test may ask of the running desktop app, whether Electron runs it or the stand-in. */
export interface DesktopApp {
  readonly runsOn: "electron" | "stand-in";
  /** The window's page. */
  page(): Promise<Page>;
  windows(): Promise<WindowState[]>;
  minimize(): Promise<void>;
  /** Addresses that went to the system's own browser, in order. */
  openedOutside(): Promise<string[]>;
  /** Kills the host's process, as a crash would. */
  crashHost(): Promise<void>;
  /** Kills the page's process, and resolves to the page's text when it is back. `page()` is of no use then. */
  crashPage(): Promise<string>;
  /** Starts the app once more, with the same data folder. Resolves to the second process's exit code. */
  startAgain(): Promise<number>;
  /** What an attacker could try who has taken over a page; only the stand-in can play one. */
  readonly attacker: Attacker | null;
  /** Quits it, as its menu does, and resolves to its exit code. */
  quit(): Promise<number>;
  /** Ends whatever still runs. */
  dispose(): Promise<void>;
}

export interface WindowState {
  url: string;
  visible: boolean;
  minimized: boolean;
}

export interface Attacker {
  /** Calls main as a frame with this URL would. Rejects with what the frame would be told. */
  callFrom(url: string, channel: string, ...args: unknown[]): Promise<unknown>;
}

/** Launches the built app with a data folder and a port of its own. */
export async function launchDesktopApp(): Promise<DesktopApp> {
  const dataDir = mkdtempSync(join(tmpdir(), "pushpull-desktop-"));
  const args = ["--data", dataDir, "--port", "0", "--name", "Desktop test"];
  const electron = locateElectron(process.env);
  const app = "path" in electron ? await launchOnElectron(electron.path, args) : await launchOnStandIn(args);
  return {
    ...app,
    async dispose() {
      await app.dispose();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
