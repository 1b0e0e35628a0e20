// npm run package:check: packs the app without Electron, looks what is in the package, and runs it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MOST, problemsOf, sizeOf } from "./package/contents.mjs";
import { cannotPack, pack } from "./package/pack.mjs";
import { runPackage } from "./package/run.mjs";
import { root } from "./staleness.mjs";

const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;

const ARCHITECTURES = ["x64", "arm64"];

/** Says what is in the unpacked app; resolves to whether it is what should be there. */
async function isWhole(app, arch) {
  const problems = await problemsOf(app, arch);
  for (const problem of problems) console.error(`${arch}: ${problem}`);
  if (problems.length > 0) return false;
  const size = megabytes(sizeOf(app));
  console.log(`${arch}: it holds what it should. Without Electron it takes ${size} of ${megabytes(MOST)}.`);
  return true;
}

/** Resolves to the exit code. */
async function check(folder) {
  const apps = await pack(folder, ARCHITECTURES);
  const found = await Promise.all(apps.map((app, i) => isWhole(app, ARCHITECTURES[i])));
  if (found.includes(false)) return 1;
  await runPackage(apps[ARCHITECTURES.indexOf(process.arch)], folder, (line) => console.log(line));
  return 0;
}

const reason = cannotPack();
if (reason !== null) {
  console.log(reason);
} else {
  const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"], {
    stdio: "inherit",
  });
  if (built.status !== 0) process.exit(1);
  const folder = mkdtempSync(join(tmpdir(), "pushpull-package-"));
  try {
    process.exitCode = await check(folder);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
