import { createHash, randomInt } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nanoid } from "nanoid";
import { systemCode } from "./start-error.ts";

const HOST_ID = /^[A-Za-z0-9_-]{21}$/;

/** Of the form that nanoid gives. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The host's id, by which clients know it again whatever its address; made on the first start in `dataDir`. */
export function hostId(dataDir: string): string {
  return kept(join(dataDir, "host-id"), HOST_ID, nanoid);
}

/** What a program shows that may read the host's figures; made on the first start, readable to its owner alone. */
export function hostToken(dataDir: string): string {
  return kept(join(dataDir, "token"), TOKEN, () => nanoid(43));
}

/** The file's line, if it is of that form; otherwise a new one, which is written there. */
function kept(file: string, form: RegExp, make: () => string): string {
  const known = readIfThere(file).trim();
  if (form.test(known)) return known;
  const made = make();
  writeFileSync(`${file}.new`, `${made}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file); // never half written
  return made;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return "";
    throw error;
  }
}

/**
 * The member's public id: 22 characters of a hash of the token, so that whoever sees the id cannot pose as the
 * member. Without a token it is a random one of the same form.
 */
export function memberId(token: string | undefined): string {
  return token === undefined
    ? nanoid(22)
    : createHash("sha256").update(token).digest("base64url").slice(0, 22);
}

/** A name for somebody who gave none: "Guest 1234". */
export function guestName(): string {
  return `Guest ${randomInt(1_000, 10_000)}`;
}
