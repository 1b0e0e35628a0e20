// npm start: builds if need be, then runs main/launch.ts in this very process.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { endWithNpm, start } from "./child.mjs";
import { dist, isStale, root } from "./staleness.mjs";

/** Builds, and says so when it takes longer than a second. */
async function build() {
  const began = performance.now();
  const timer = setTimeout(() => console.log("Building Pushpull ..."), 1_000);
  const code = await start(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"]).ended;
  clearTimeout(timer);
  if (code !== 0) process.exit(code);
  const seconds = (performance.now() - began) / 1_000;
  if (seconds > 1) console.log(`Built in ${seconds.toFixed(1)} s.`);
}

endWithNpm();
if (isStale()) await build();
await import(pathToFileURL(join(dist, "main/launch.mjs")).href);
