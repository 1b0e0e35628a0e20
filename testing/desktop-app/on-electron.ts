import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication } from "@playwright/test";
import { until } from "../until.ts";
import type { DesktopApp, Launch } from "./desktop-app.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

declare global {
  /** Lives in Electron's main process while a test runs. */
  var openedOutside: string[];
}

/** Playwright can't use a page again that has crashed, so main is asked. */
function pageShows(app: ElectronApplication, text: string): Promise<void> {
  const shown = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.body?.innerText ?? ''"),
    );
  return until(`the page shows "${text}"`, async () => String(await shown()).includes(text), 30_000);
}

export async function launchOnElectron(
  executablePath: string,
  { args: ownArgs, env: given }: Launch,
): Promise<DesktopApp> {
  const env = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const isRootOnLinux = process.platform === "linux" && process.getuid?.() === 0;
  const args = [...(isRootOnLinux ? ["--no-sandbox"] : []), project, ...ownArgs];
  const startedAt = Date.now();
  const app = await _electron.launch({ executablePath, args, env, chromiumSandbox: !isRootOnLinux });
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
    startedAt,
    attacker: null,
    runtimeUpAt: () => app.evaluate(() => performance.timeOrigin),
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
    raceHosts: () =>
      app.evaluate(({ app }) =>
        app
          .getAppMetrics()
          .filter(({ name }) => name === "Pushpull race host")
          .map(({ pid }) => pid),
      ),
    async crashPage(shows) {
      await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().forEach((window) => void window.webContents.forcefullyCrashRenderer()),
      );
      await pageShows(app, shows);
    },
    async hangPage(shows) {
      await app.evaluate(async ({ BrowserWindow }) => {
        const window = BrowserWindow.getAllWindows()[0];
        const gone = new Promise((resolve) => window?.webContents.once("render-process-gone", resolve));
        window?.emit("unresponsive");
        await gone;
      });
      await pageShows(app, shows);
    },
    startAgain: (...more) =>
      new Promise((resolve, reject) => {
        spawn(executablePath, [...args, ...more], { stdio: "ignore", env })
          .once("error", reject)
          .once("exit", (code) => resolve(code ?? -1));
      }),
    openLink: (url) =>
      app.evaluate(
        ({ app }, url) => void app.emit("open-url", { preventDefault: () => undefined }, url),
        url,
      ),
    closeWindow: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((w) => void w.close())),
    bounds: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.getBounds())),
    moveTo: (x, y) =>
      app.evaluate(
        ({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows().forEach((w) => void w.setPosition(x, y)),
        [x, y] as const,
      ),
    wake: () => app.evaluate(({ powerMonitor }) => void powerMonitor.emit("resume")),
    menu: () =>
      app.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) =>
          (submenu?.items ?? []).map((item) => [label, item.label]),
        ),
      ),
    chooseInMenu: (id) =>
      app.evaluate(({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id),
    badge: () => app.evaluate(({ app }) => app.getBadgeCount()),
    tray: null,
    startsAtLogin: () => app.evaluate(({ app }) => app.getLoginItemSettings().openAtLogin),
    exited: () => exited,
    async quit() {
      await app.evaluate(({ app }) => app.quit());
      return exited;
    },
    dispose: async () => {
      if (child.exitCode === null && child.signalCode === null) await app.close();
    },
  };
}
