import { readFileSync } from "node:fs";
import { passcode } from "../protocol/schemas.ts";
import { checked, UsageError } from "./usage.ts";

/** Where a passcode may stand beside a file. Not among the arguments: everybody on a computer sees those. */
export const PASSCODE_VARIABLE = "PUSHPULL_PASSCODE";

/**
 * The passcode in the file's first line, else the environment's; undefined when neither is given.
 * @throws {UsageError} when the file cannot be read, or what it gives is no passcode.
 */
export function readPasscode(file: string | undefined): string | undefined {
  if (file !== undefined) return checked("--passcode-file", passcode, firstLineOf(file));
  const given = process.env[PASSCODE_VARIABLE];
  return given ? checked(PASSCODE_VARIABLE, passcode, given) : undefined;
}

function firstLineOf(file: string): string {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
  } catch (error) {
    throw new UsageError(`--passcode-file cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
