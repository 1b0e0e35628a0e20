import { createHmac, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nanoid } from "nanoid";
import { readIfThere } from "../server/kept-file.ts";
import { systemCode } from "../server/start-error.ts";
import { defaultDataDir } from "./data-dir.ts";

/** 32 bytes in hexadecimal. */
const SECRET = /^[0-9a-f]{64}$/;

/**
 * The token by which that host knows the person of that name again who runs this program: names are a member's own, so the
 * next run must be the same member. Each host is given another, and what one knows is of no use at another. Where nothing
 * can be kept it is good for this run, after a word to stderr.
 */
export function memberToken(hostId: string, name: string): string {
  const secret = keptSecret(defaultDataDir());
  if (secret === null) return nanoid();
  return createHmac("sha256", secret)
    .update(JSON.stringify([hostId, name]))
    .digest("base64url");
}

function keptSecret(dataDir: string): string | null {
  const file = join(dataDir, "member-secret");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const known = readIfThere(file).trim();
    if (SECRET.test(known)) return known;
    if (known !== "") throw new Error("it is damaged; delete it");
    return firstSecret(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${file} cannot be used, so your name is yours for this time only: ${reason}\n`);
    return null;
  }
}

/** Makes the file, whole at once, unless another program does so at the same moment: then it is that one's. */
function firstSecret(file: string): string {
  const made = randomBytes(32).toString("hex");
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${made}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return made;
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    return readIfThere(file).trim();
  } finally {
    rmSync(draft, { force: true });
  }
}
