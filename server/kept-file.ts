import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { systemCode } from "./start-error.ts";

/** The file's text; "" when there is no such file. */
export function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return "";
    throw error;
  }
}

/** Writes a file that is readable to its owner alone, and never half written. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
