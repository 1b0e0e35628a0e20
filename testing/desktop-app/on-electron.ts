import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { _electron } from "@playwright/test";
import type { DesktopApp } from "./launch.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

declare global {
  /** Lives in Electron's main process while a test runs. */
  var openedOutside: string[];
}

export async function launchOnElectron(executablePath: string, ownArgs: string[]): Promise<DesktopApp> {
  const isRootOnLinux = process.platform === "linux" && process.getuid?.() === 0;
  const args = [...(isRootOnLinux ? ["--no-sandbox"] : []), project, ...ownArgs];
  const app = await _electron.launch({ executablePath, args, chromiumSandbox: !isRootOnLinux });
  const child = app.process();
  const exited = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? -1)));
  await app.evaluate(({ shell }) => {
    globalThis.openedOutside = [];
    shell.openExternal = async (url) => {
      globalThis.openedOutside.push(url);
    };
  });

  return {
    runsOn: "electron",
    attacker: null,
    page: () => app.firstWindow(),
    windows: () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => ({
          url: window.webContents.getURL(),
          visible: window.isVisible(),
          minimized: window.isMinimized(),
        })),
      ),
    minimize: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((w) => void w.minimize())),
    openedOutside: () => app.evaluate(() => globalThis.openedOutside),
    crashHost: () =>
      app.evaluate(({ app }) => {
        const host = app.getAppMetrics().find(({ name }) => name === "Pushpull host");
        if (host) process.kill(host.pid, "SIGKILL");
      }),
    crashPage: () =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const loaded = new Promise<void>((resolve) => contents?.once("did-finish-load", () => resolve()));
        contents?.forcefullyCrashRenderer();
        await loaded;
        return contents?.executeJavaScript("document.body.innerText");
      }),
    startAgain: () =>
      new Promise((resolve, reject) => {
        spawn(executablePath, args, { stdio: "ignore" })
          .once("error", reject)
          .once("exit", (code) => resolve(code ?? -1));
      }),
    async quit() {
      await app.evaluate(({ app }) => app.quit());
      return exited;
    },
    dispose: async () => {
      if (child.exitCode === null && child.signalCode === null) await app.close();
    },
  };
}
