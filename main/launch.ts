// What `npm start` runs: the desktop app in Electron or, where Electron can't run, the host with its page in a
// browser.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { UsageError } from "../cli/usage.ts";
import { findElectron } from "./electron-binary.ts";
import { type AppOptions, readOptions } from "./options.ts";
import { runWithoutWindow } from "./without-window.ts";

const project = join(import.meta.dirname, "../..");
const args = process.argv.slice(2);

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What a shell answers when a program or one of the libraries that it needs is not there. */
const CANNOT_RUN = 127;

function isRootOnLinux(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0;
}

/**
 * Runs the app in Electron to its end, and resolves to its exit code. Electron is in a process group of its own:
 * it quits gracefully at the first Ctrl+C and at once at the second, so it must get each only once, from us.
 */
function runElectron(binary: string): Promise<number> {
  const switches = isRootOnLinux() ? ["--no-sandbox"] : [];
  if (switches.length > 0) {
    console.log("You are root, so Electron runs without its sandbox. Another user would be safer.");
  }
  const ownGroup = process.platform !== "win32";
  const child = spawn(binary, [...switches, project, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    detached: ownGroup,
  });
  const passOn = (signal: NodeJS.Signals) => ownGroup && child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, passOn);
  return new Promise<number>((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(CANNOT_RUN);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, passOn);
  });
}

async function launch(options: AppOptions): Promise<number> {
  const electron = await findElectron(process.env);
  if ("path" in electron) {
    const code = await runElectron(electron.path);
    if (code !== CANNOT_RUN) return code;
  }
  const reason = "missing" in electron ? electron.missing : "Electron does not run on this computer";
  console.log(`There is no window, because ${reason}.`);
  return runWithoutWindow(options);
}

try {
  process.exitCode = await launch(readOptions(args, process.env));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
