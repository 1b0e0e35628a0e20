import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium } from "@playwright/test";
import { build } from "esbuild";
import { chromiumOptions } from "../chromium.ts";
import type { Answer, Answers, Question } from "../electron-stand-in/control.ts";
import { until } from "../until.ts";
import type { DesktopApp, Launch } from "./desktop-app.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** Bundles the stand-in into a new folder, inside the project so that it finds the packages it needs. */
async function buildStandIn(): Promise<string> {
  const folder = mkdtempSync(join(project, "node_modules/.electron-stand-in-"));
  const source = join(project, "testing/electron-stand-in");
  const options = { outdir: folder, bundle: true, platform: "node", logLevel: "warning" } as const;
  await build({
    ...options,
    entryPoints: [join(source, "boot.ts"), join(source, "electron.ts")],
    format: "esm",
    outExtension: { ".js": ".mjs" },
    packages: "external",
  });
  await build({
    ...options,
    entryPoints: [join(source, "utility-entry.ts")],
    format: "cjs",
    outExtension: { ".js": ".cjs" },
  });
  return folder;
}

/** A Chromium to which the stand-in can connect, too, and where it can't reach anything but this computer. */
async function startChromium(profile: string): Promise<{ context: BrowserContext; endpoint: string }> {
  const { args = [], ...options } = await chromiumOptions();
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    headless: true,
    viewport: null,
    args: [
      ...args,
      "--remote-debugging-port=0",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost",
    ],
  });
  let port = "";
  await until("Chromium tells its port", () => {
    port = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0] ?? "";
    return port !== "";
  });
  return { context, endpoint: `http://127.0.0.1:${port}` };
}

/** Playwright can't use a page again that has crashed, so this looks with a connection of its own. */
async function newPageShows(endpoint: string, url: string, text: string): Promise<void> {
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  try {
    const page = browser
      .contexts()[0]
      ?.pages()
      .find((page) => page.url() === url);
    if (!page) throw new Error("The page did not come back.");
    await page.getByText(text).first().waitFor({ timeout: 30_000 });
  } finally {
    await browser.close();
  }
}

/** Asks a question of control.ts in the app's process. */
function createAsk(child: ChildProcess) {
  let questions = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  child.on("message", (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on("exit", (code) => {
    for (const [id, resolve] of waiting) resolve({ id, error: `the app has ended with ${code}` });
  });
  return <K extends keyof Answers>(name: K, ...args: Parameters<Answers[K]>) =>
    new Promise<Awaited<ReturnType<Answers[K]>>>((resolve, reject) => {
      questions += 1;
      waiting.set(questions, (answer) => {
        if ("error" in answer) reject(new Error(answer.error));
        else resolve(answer.value as Awaited<ReturnType<Answers[K]>>);
      });
      child.send({ id: questions, name, args } as Question);
    });
}

export async function launchOnStandIn({ args, env }: Launch): Promise<DesktopApp> {
  const standIn = await buildStandIn();
  const profile = mkdtempSync(join(tmpdir(), "pushpull-chromium-"));
  const { context, endpoint } = await startChromium(profile);
  const startApp = (...more: string[]) =>
    fork(join(standIn, "boot.mjs"), [join(project, "dist/main/main.mjs"), ...args, ...more], {
      env: { ...env, STAND_IN_BROWSER: endpoint },
      execArgv: [],
    });
  const ending = (child: ChildProcess) =>
    new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? -1)));

  const firstPage = context.waitForEvent("page");
  const startedAt = Date.now();
  const child = startApp();
  const exited = ending(child);
  const ask = createAsk(child);
  async function dispose(): Promise<void> {
    if (child.connected) child.disconnect();
    try {
      await exited;
      await context.close();
    } finally {
      for (const folder of [profile, standIn])
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  const page = await Promise.race([firstPage, exited]);
  if (typeof page === "number") {
    firstPage.catch(() => undefined); // none will come
    await dispose();
    throw new Error(`The app ended with exit code ${page} before it opened a window.`);
  }

  return {
    runsOn: "stand-in",
    startedAt,
    runtimeUpAt: () => ask("readyAt"),
    page: async () => page,
    windows: () => ask("windows"),
    minimize: () => ask("minimize"),
    openedOutside: () => ask("openedOutside"),
    crashHost: () => ask("crashHost"),
    raceHosts: () => ask("raceHosts"),
    async crashPage(shows) {
      await ask("crashPage");
      await newPageShows(endpoint, page.url(), shows);
    },
    async hangPage(shows) {
      await ask("hangPage");
      await newPageShows(endpoint, page.url(), shows);
    },
    startAgain: (...more) => ending(startApp(...more)),
    openLink: (url) => ask("openLink", url),
    closeWindow: () => ask("closeWindow"),
    bounds: () => ask("bounds"),
    moveTo: (x, y) => ask("moveTo", x, y),
    wake: () => ask("wake"),
    menu: () => ask("menu"),
    chooseInMenu: (id) => ask("chooseInMenu", id),
    badge: () => ask("badge"),
    tray: {
      toolTip: () => ask("tray"),
      click: () => ask("clickTray"),
      choose: (id) => ask("chooseInTray", id),
    },
    startsAtLogin: () => ask("startsAtLogin"),
    exited: () => exited,
    attacker: {
      callFrom: (url, channel, ...callArgs) => ask("invoke", channel, callArgs, { url, parent: null }),
    },
    async quit() {
      await ask("quit");
      return exited;
    },
    dispose,
  };
}
