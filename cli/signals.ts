/** Resolves at the first SIGINT or SIGTERM. A second one ends the process at once, as usual. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      resolve();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
  });
}

/** Resolves when whoever read our output has gone away (EPIPE). Nobody will see what is written after that. */
export function outputClosed(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      resolve();
    });
  });
}
