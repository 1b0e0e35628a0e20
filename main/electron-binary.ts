import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { hasDisplay } from "./open-browser.ts";

/** Electron's binary, or in one sentence why there is none. */
export type ElectronBinary = { path: string } | { missing: string };

/** How long the download may take, in ms. */
const DOWNLOAD_TIMEOUT = 300_000;

/** Folder of the electron package, or `null` where it is not installed. */
function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve("electron/package.json"));
  } catch {
    return null; // an installation without development packages
  }
}

/** The binary's path inside Electron's folder. The package notes it in path.txt when the download is complete. */
function notedPath(folder: string): string | null {
  const note = join(folder, "path.txt");
  return existsSync(note) ? readFileSync(note, "utf8") : null;
}

function downloaded(folder: string): string | null {
  const noted = notedPath(folder);
  const path = noted === null ? null : join(folder, "dist", noted);
  return path !== null && existsSync(path) ? path : null;
}

/** Runs the package's own download, in sight of the user. Resolves when it has ended, one way or the other. */
function download(folder: string): Promise<void> {
  console.log("Electron is not here yet. Downloading it, once (about 120 MB) ...");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, "install.js")], {
      stdio: "inherit",
      timeout: DOWNLOAD_TIMEOUT,
    });
    child.once("error", (error) => {
      console.error(error.message);
      resolve();
    });
    child.once("exit", () => resolve());
  });
}

/**
 * Looks for Electron's binary: in the folder that ELECTRON_OVERRIDE_DIST_PATH names, else in the electron package.
 * Where there is no display, none would do.
 */
export function locateElectron(env: NodeJS.ProcessEnv): ElectronBinary {
  if (!hasDisplay(process.platform, env)) {
    return { missing: "this computer has no display (neither DISPLAY nor WAYLAND_DISPLAY is set)" };
  }
  const folder = electronPackage();
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const path = join(override, (folder && notedPath(folder)) ?? "electron");
    return existsSync(path) ? { path } : { missing: `there is no Electron in ${override}` };
  }
  const path = folder && downloaded(folder);
  return path === null ? { missing: "Electron could not be downloaded" } : { path };
}

/** Locates Electron's binary, after a download if the package has not yet fetched it. */
export async function findElectron(env: NodeJS.ProcessEnv): Promise<ElectronBinary> {
  const folder = electronPackage();
  const isWanted = hasDisplay(process.platform, env) && !env.ELECTRON_OVERRIDE_DIST_PATH;
  if (isWanted && folder !== null && downloaded(folder) === null) await download(folder);
  return locateElectron(env);
}
