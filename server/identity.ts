import { createHash, randomInt } from "node:crypto";
import { join } from "node:path";
import { nanoid } from "nanoid";
import { readIfThere, writeWhole } from "./kept-file.ts";

/** Of the form that nanoid gives. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The host's own secret: whoever shows it may read the host's figures, and owns the host. Made on the first start, readable
 * to its owner alone.
 */
export function hostToken(dataDir: string): string {
  const file = join(dataDir, "token");
  const known = readIfThere(file).trim();
  if (TOKEN.test(known)) return known;
  const made = nanoid(43);
  writeWhole(file, `${made}\n`);
  return made;
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
