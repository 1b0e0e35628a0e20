import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateElectron } from "../../main/electron-binary.ts";
import type { DesktopApp, Launch } from "./desktop-app.ts";
import { launchOnElectron } from "./on-electron.ts";
import { launchOnStandIn } from "./on-stand-in.ts";

export interface LaunchOptions {
  /** More arguments, such as a link. */
  args?: string[];
  /** What the app finds of its own from an earlier start. */
  preferences?: object;
  /** Where the app's processes put what is temporary; otherwise where all programs do. */
  tempDir?: string;
}

/** Launches the built app with a data folder and a port of its own. */
export async function launchDesktopApp({
  args = [],
  preferences,
  tempDir = tmpdir(),
}: LaunchOptions = {}): Promise<DesktopApp> {
  const dataDir = mkdtempSync(join(tmpdir(), "pushpull-desktop-"));
  if (preferences) {
    mkdirSync(join(dataDir, "desktop"));
    writeFileSync(join(dataDir, "desktop", "preferences.json"), JSON.stringify(preferences));
  }
  const config = join(dataDir, "config"); // nothing may be left in the tester's own
  const launch: Launch = {
    args: ["--data", dataDir, "--port", "0", "--name", "Desktop test", "--no-discovery", ...args],
    env: { ...process.env, XDG_CONFIG_HOME: config, TMPDIR: tempDir, TEMP: tempDir, TMP: tempDir },
  };
  const electron = locateElectron(process.env);
  const app =
    "path" in electron ? await launchOnElectron(electron.path, launch) : await launchOnStandIn(launch);
  return {
    ...app,
    startsAtLogin: async () =>
      process.platform === "linux"
        ? existsSync(join(config, "autostart", "pushpull.desktop"))
        : app.startsAtLogin(),
    async dispose() {
      await app.dispose();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
