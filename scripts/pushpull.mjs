// npm run pushpull -- ...: builds if need be, then runs the command line, in this very process, so that signals,
// streams and the exit code are its own.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { endWithNpm, start } from "./child.mjs";
import { dist, isStale, root } from "./staleness.mjs";

endWithNpm();
if (isStale()) {
  const build = [join(root, "scripts/build.mjs"), "--if-stale"];
  const code = await start(process.execPath, build, { stdio: ["ignore", 2, 2] }).ended;
  if (code !== 0) process.exit(code);
}
await import(pathToFileURL(join(dist, "cli/pushpull.mjs")).href);
