import { once } from "node:events";
import { app, openWindows } from "./app.ts";
import { invoke } from "./ipc-main.ts";
import { openedOutside } from "./system.ts";
import { killUtilityProcesses } from "./utility-process.ts";

/** What a test can ask of the running app, over the process's IPC channel. */
const answers = {
  windows: () =>
    [...openWindows].map((window) => ({
      url: window.webContents.getURL(),
      visible: window.isVisible(),
      minimized: window.isMinimized(),
    })),
  minimize: () => {
    for (const window of openWindows) window.minimize();
  },
  openedOutside: () => openedOutside,
  crashHost: () => killUtilityProcesses(),
  /** A call that comes from a frame of the test's making. */
  invoke: (channel: string, args: unknown[], frame: { url: string; parent: null }) =>
    invoke(channel, args, frame),
  /** Answered when the page has been loaded again. */
  crashPage: async () => {
    const [window] = openWindows;
    if (!window) throw new Error("There is no window.");
    window.webContents.crash();
    await once(window.webContents, "render-process-gone");
    await once(window.webContents, "did-finish-load");
  },
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
