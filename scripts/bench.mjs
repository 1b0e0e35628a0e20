// npm run bench -- NAME [options]: bundles bench/NAME.ts and runs it. Without a name: lists what there is.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const names = readdirSync(join(root, "bench"))
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.slice(0, -".bench.ts".length));

const [name, ...args] = process.argv.slice(2);
if (!name || !names.includes(name)) {
  console.error(`Usage: npm run bench -- ${names.join("|")} [options]`);
  process.exit(2);
}

// Inside the project, so that what is not bundled is found in its node_modules.
const folder = mkdtempSync(join(root, "node_modules", ".bench-"));
const outfile = join(folder, `${name}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: [`bench/${name}.bench.ts`],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});

const child = spawn(process.execPath, ["--enable-source-maps", outfile, ...args], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? (signal ? 1 : 0));
});
