// Child processes that end when we do.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./staleness.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Starts a program in the project's folder and passes on the signals that reach us.
 * `ended` resolves to its exit code: 128 + n after signal n, as shells do it. Rejects when it can't be started.
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  const passOn = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, passOn);
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, passOn);
  });
  return { child, ended };
}
