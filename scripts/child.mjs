// Processes that end when they should: our children with us, and we with npm.
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

/** How often it is looked whether npm is still there, in ms. */
const LOOK = 250;

/**
 * npm runs a script in a shell, and a signal that ends npm ends the shell, but not us. So we look whether our
 * parent is still there and, once it has gone, end as at SIGTERM. Without npm nothing is done.
 */
export function endWithNpm() {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, LOOK);
  timer.unref();
}
