// Whether dist is what the sources would give: a fingerprint of every source's path, size and time of change.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const dist = join(root, "dist");

/** Written into a finished build. It holds the fingerprint of what was built. */
export const STAMP = "built-from.txt";

const FOLDERS = ["protocol", "transports", "client", "server", "lab", "cli", "renderer", "main"];
const FILES = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vite.config.ts",
  "scripts/build.mjs",
  "scripts/licenses.mjs",
];
const NOT_BUILT = /\.(test|e2e)\.tsx?$|\.md$/;

function* filesIn(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesIn(path);
    else if (!NOT_BUILT.test(path)) yield path;
  }
}

/** A hash that changes when a source or a config file is added, removed or changed. */
export function fingerprint() {
  const hash = createHash("sha256");
  for (const path of [...FILES, ...FOLDERS.flatMap((folder) => [...filesIn(folder)])].sort()) {
    const found = statSync(join(root, path), { throwIfNoEntry: false }); // it may go while we look
    hash.update(`${path}\0${found?.size}\0${found?.mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** Whether dist has to be built, because it is missing or was built from something else. */
export function isStale() {
  try {
    return readFileSync(join(dist, STAMP), "utf8") !== fingerprint();
  } catch (error) {
    if (error.code === "ENOENT") return true;
    throw error;
  }
}
