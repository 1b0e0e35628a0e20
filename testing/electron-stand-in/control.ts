import { once } from "node:events";
import { app, openWindows } from "./app.ts";
import { invoke } from "./ipc-main.ts";
import { applicationMenuLabels, choose } from "./menu.ts";
import { emitPreventable } from "./preventable.ts";
import { openedOutside, powerMonitor } from "./system.ts";
import { openTray } from "./tray.ts";
import { killUtilityProcesses, utilityProcesses } from "./utility-process.ts";

type OpenWindow = typeof openWindows extends Set<infer W> ? W : never;

/** Does something to the page, and waits until it has gone and has been loaded again. */
async function andBack(harm: (window: OpenWindow) => void): Promise<void> {
  const [window] = openWindows;
  if (!window) throw new Error("There is no window.");
  const gone = once(window.webContents, "render-process-gone");
  harm(window);
  await gone;
  await once(window.webContents, "did-finish-load");
}

/** What a test can ask of the running app, over the process's IPC channel. */
const answers = {
  windows: () =>
    [...openWindows].map((window) => ({
      url: window.webContents.getURL(),
      visible: window.isVisible(),
      minimized: window.isMinimized(),
    })),
  bounds: () => [...openWindows].map((window) => window.getBounds()),
  moveTo: (x: number, y: number) => {
    for (const window of openWindows) window.setBounds({ x, y });
  },
  /** As a person closes it. */
  closeWindow: async () => {
    for (const window of openWindows) await window.close();
  },
  wake: () => void powerMonitor.emit("resume"),
  openLink: (url: string) => {
    if (!emitPreventable(app, "open-url", {}, url)) throw new Error("The app took no notice of the link.");
  },
  menu: () => applicationMenuLabels(),
  chooseInMenu: (id: string) => choose(id),
  startsAtLogin: () => app.getLoginItemSettings().openAtLogin,
  readyAt: () => app.readyAt,
  badge: () => app.getBadgeCount(),
  tray: () => openTray?.toolTip ?? null,
  clickTray: () => void openTray?.emit("click"),
  chooseInTray: (id: string) => choose(id, openTray?.menu ?? null),
  minimize: () => {
    for (const window of openWindows) window.minimize();
  },
  openedOutside: () => openedOutside,
  crashHost: () => killUtilityProcesses("Pushpull host"),
  raceHosts: () => utilityProcesses("Pushpull race host"),
  /** A call that comes from a frame of the test's making. */
  invoke: (channel: string, args: unknown[], frame: { url: string; parent: null }) =>
    invoke(channel, args, frame),
  crashPage: () => andBack((window) => window.webContents.forcefullyCrashRenderer()),
  /** As Electron tells it of a page that does not react. */
  hangPage: () => andBack((window) => window.emit("unresponsive")),
  quit: () => app.quit(),
};

export type Answers = typeof answers;

/** A question from the test. `id` comes back with the answer. */
export type Question = {
  [K in keyof Answers]: { id: number; name: K; args: Parameters<Answers[K]> };
}[keyof Answers];

export type Answer = { id: number; value: unknown } | { id: number; error: string };

async function answer({ id, name, args }: Question): Promise<Answer> {
  try {
    const ask = answers[name] as (...args: unknown[]) => unknown;
    return { id, value: await ask(...args) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Answers the test's questions, and ends when the test has gone. */
export function answerTest(): void {
  process.on("message", (question: Question) => {
    void answer(question).then((reply) => process.connected && process.send?.(reply));
  });
  process.on("disconnect", () => app.quit());
}
