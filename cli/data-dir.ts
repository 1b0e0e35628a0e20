import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The folder in which this computer's host keeps its history and its id unless it is told another one: what the
 * system gives to programs for a user's data. The command line and the desktop app share it, so it is the same
 * host whichever of them starts it.
 */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): string {
  switch (platform) {
    case "win32":
      return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "Pushpull");
    case "darwin":
      return join(home, "Library", "Application Support", "Pushpull");
    default: // XDG Base Directory Specification, "Environment variables"
      return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "pushpull");
  }
}
