// npm run build: bundles everything into dist. With --if-stale it does nothing when dist is up to date.
// Safe to run several times at once: it builds beside dist, and then swaps the folders.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { takeBuildLock } from "./build-lock.mjs";
import { LICENSE_PAGE, licensePage } from "./licenses.mjs";
import { dist, fingerprint, isStale, root, STAMP } from "./staleness.mjs";

/** Unfinished builds live here: out of the way of git and lint, and on dist's own disk. */
const WORKSHOP = join(root, "node_modules", ".pushpull-build");

/** Some of the bundled packages are CommonJS and call `require`, which a module does not have. */
const REQUIRE =
  'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);';

const forNode = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  external: ["electron", "@photostructure/sqlite"], // native code can't be bundled
  banner: { js: REQUIRE },
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
};

/** A sandboxed preload has no modules and nothing of Node's. */
const forPreload = {
  absWorkingDir: root,
  bundle: true,
  platform: "browser",
  format: "cjs",
  target: "chrome140",
  external: ["electron"],
  logLevel: "warning",
};

const BUNDLES = [
  { ...forNode, entryPoints: ["cli/pushpull.ts"], outfile: "cli/pushpull.mjs" },
  { ...forNode, entryPoints: ["lab/race/host-process.ts"], outfile: "cli/race-host.mjs" },
  { ...forNode, entryPoints: ["main/main.ts"], outfile: "main/main.mjs" },
  { ...forNode, entryPoints: ["main/launch.ts"], outfile: "main/launch.mjs" },
  { ...forNode, entryPoints: ["main/host-process.ts"], outfile: "host/host-process.mjs" },
  { ...forNode, entryPoints: ["main/race-host-process.ts"], outfile: "host/race-host-process.mjs" },
  { ...forPreload, entryPoints: ["main/preload.ts"], outfile: "preload/preload.cjs" },
];

/** What is shipped as it is, beside the bundles. */
const UNBUNDLED = ["@photostructure/sqlite", "node-gyp-build"].map((name) =>
  join(root, "node_modules", name, "package.json"),
);

/** Resolves to the files that went into the bundles. */
async function bundle(folder) {
  const { build } = await import("esbuild");
  const bundles = BUNDLES.map((options) =>
    build({ ...options, metafile: true, outfile: join(folder, options.outfile) }),
  );
  const files = (await Promise.all(bundles)).flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return files.map((file) => resolve(root, file));
}

/** Resolves to the files that went into the pages. */
async function bundleRenderer(folder) {
  const { build } = await import("vite");
  const files = [];
  const collect = {
    name: "collect-files",
    generateBundle(_options, bundle) {
      const assets = Object.values(bundle).flatMap(({ originalFileNames = [] }) => originalFileNames); // fonts
      files.push(...this.getModuleIds(), ...assets.map((file) => resolve(root, "renderer", file)));
    },
  };
  await build({
    configFile: join(root, "vite.config.ts"),
    logLevel: "error",
    plugins: [collect],
    build: { outDir: join(folder, "renderer"), emptyOutDir: true },
  });
  return files.map((file) => resolve(file));
}

/** Puts the finished folder in dist's place. Another build may do the same at the same moment. */
function swap(folder) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (existsSync(dist)) renameSync(dist, `${folder}-replaced-${attempt}`);
      renameSync(folder, dist);
      return;
    } catch (error) {
      const overtaken = ["ENOENT", "ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code);
      if (!overtaken || attempt === 10) throw error;
    }
  }
}

function tidy() {
  for (const name of readdirSync(WORKSHOP)) {
    if (name !== "lock") rmSync(join(WORKSHOP, name), { recursive: true, force: true });
  }
}

async function build() {
  const builtFrom = fingerprint(); // before reading the sources: one that changes meanwhile makes dist stale
  tidy();
  const folder = mkdtempSync(join(WORKSHOP, "next-"));
  const files = await Promise.all([bundle(folder), bundleRenderer(folder)]);
  const licenses = licensePage([...files.flat(), ...UNBUNDLED]);
  for (const place of [folder, join(folder, "renderer")]) writeFileSync(join(place, LICENSE_PAGE), licenses);
  writeFileSync(join(folder, STAMP), builtFrom);
  swap(folder);
  tidy();
}

async function main() {
  const onlyIfStale = process.argv.includes("--if-stale");
  if (onlyIfStale && !isStale()) return;
  const release = await takeBuildLock(WORKSHOP);
  try {
    if (!onlyIfStale || isStale()) await build(); // another build may have just done it
  } finally {
    release();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
