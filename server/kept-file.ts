import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { systemCode } from "./start-error.ts";

/** The file's text; null when there is no such file. */
export function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** The file's text; "" when there is no such file. */
export function readIfThere(file: string): string {
  return readOrNull(file) ?? "";
}

/** Writes a file that is readable to its owner alone, and never half written: it is on disk before it has its name. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
