import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a folder for what a host that is raced against stores. Returns its path. */
export const makeRaceFolder = (): string => mkdtempSync(join(tmpdir(), "pushpull-race-"));

/** Removes it, once the host's process has ended. */
export const removeRaceFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });
