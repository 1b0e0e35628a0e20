// Lets one build run at a time. A lock whose owner has died is taken over.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A build never takes this long, in ms: a lock that is older has been left behind. */
const MAX_AGE = 180_000;
const POLL = 50;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM"; // it lives, as somebody else's
  }
}

function isLeftBehind(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > MAX_AGE) return true;
    const pid = Number(readFileSync(file, "utf8"));
    return pid > 0 && !isAlive(pid); // no number: its owner is about to write it
  } catch (error) {
    if (error.code === "ENOENT") return false; // given back just now
    throw error;
  }
}

function tryToTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Waits (at most 3 minutes) until no other build runs in `folder`. Resolves to what gives the lock back. */
export async function takeBuildLock(folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "lock");
  while (!tryToTake(file)) {
    if (isLeftBehind(file)) rmSync(file, { force: true });
    else await pause(POLL);
  }
  return () => rmSync(file, { force: true });
}
