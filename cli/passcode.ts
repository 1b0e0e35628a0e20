import { readFileSync } from "node:fs";
import { passcode } from "../protocol/schemas.ts";
import { checked, UsageError } from "./usage.ts";

/** Where a passcode may stand beside a file. Not among the arguments: everybody on a computer sees those. */
export const PASSCODE_VARIABLE = "PUSHPULL_PASSCODE";
/** The same for a room's. */
export const ROOM_PASSCODE_VARIABLE = "PUSHPULL_ROOM_PASSCODE";

interface Source {
  /** The flag whose value `file` is. */
  flag?: string;
  /** Of the environment. */
  variable?: string;
}

/**
 * The passcode in the file's first line, else the environment's; undefined when neither is given. Default: the host's.
 * @throws {UsageError} when the file cannot be read, or what it gives is no passcode.
 */
export function readPasscode(
  file: string | undefined,
  { flag = "--passcode-file", variable = PASSCODE_VARIABLE }: Source = {},
): string | undefined {
  if (file !== undefined) return checked(flag, passcode, firstLineOf(file, flag));
  const given = process.env[variable];
  return given ? checked(variable, passcode, given) : undefined;
}

function firstLineOf(file: string, flag: string): string {
  try {
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, ""); // Windows marks UTF-8 by this
    return text.split(/\r?\n/, 1)[0] ?? "";
  } catch (error) {
    throw new UsageError(`${flag} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
