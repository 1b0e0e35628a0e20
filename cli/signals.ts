/** Ctrl+C, the system's request to end, and a terminal that is closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let isHungUp = false;

/** Resolves at the first SIGINT, SIGTERM or SIGHUP. A second one ends the process at once, as usual. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      for (const one of SIGNALS) process.off(one, stop);
      if (signal === "SIGHUP") hangUp();
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}

/** What is written to a terminal that is gone fails (EIO), and nobody would see it. */
function hangUp(): void {
  isHungUp = true;
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

/**
 * After the last word: a process whose terminal was closed ends by that signal, as is usual. An ordinary exit would fail,
 * since Node sets the terminal back then and breaks off when it cannot (an assertion in node::ResetStdio).
 */
export function endIfHungUp(): void {
  if (isHungUp && process.platform !== "win32") process.kill(process.pid, "SIGHUP");
}

/** That whoever read our output has gone away: the reader of a pipe, or a terminal. */
const GONE = new Set(["EPIPE", "EIO"]);

/** Resolves when whoever read our output has gone away. Nobody will see what is written after that. */
export function outputClosed(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (!GONE.has(error.code ?? "")) throw error;
      resolve();
    });
  });
}
