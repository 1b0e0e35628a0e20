// What belongs into a package, and what is wrong with one.
import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import asar from "@electron/asar";
import fuses from "@electron/fuses";
import { dist } from "../staleness.mjs";

/** Most that the app may take without Electron, in bytes. */
export const MOST = 25_000_000;

const SQLITE = "node_modules/@photostructure/sqlite";
const nativeFor = (arch) => `${SQLITE}/prebuilds/linux-${arch}/@photostructure+sqlite.glibc.node`;

/** In the archive, beside what the page loads. */
const ARCHIVE = [
  "package.json",
  "dist/main/main.mjs",
  "dist/preload/preload.cjs",
  "dist/host/host-process.mjs",
  "dist/host/race-host-process.mjs",
  "dist/cli/pushpull.mjs",
  "dist/cli/race-host.mjs",
  "dist/renderer/index.html",
  "dist/renderer/icon.svg",
  "dist/renderer/third-party-licenses.html",
  `${SQLITE}/package.json`,
  `${SQLITE}/LICENSE`,
  `${SQLITE}/dist/index.mjs`,
  ...["package.json", "LICENSE", "index.js", "node-gyp-build.js"].map(
    (name) => `node_modules/node-gyp-build/${name}`,
  ),
];
const ASSET = /\.(js|css|woff2|svg|png)$/;

/** In the app's folder, without Electron's own files. */
const FOLDER = [
  "pushpull",
  "resources/app.asar",
  "resources/LICENSE.txt",
  "resources/THIRD-PARTY-LICENSES.html",
];

/** What pack.mjs gives for a fuse that nobody states. */
const NOT_STATED = 0x90;

const slashes = (path) => path.replaceAll(sep, "/").replace(/^\//, "");

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => slashes(relative(folder, join(entry.parentPath, entry.name))));
}

function filesInArchive(file) {
  const paths = asar.listPackage(file).map(slashes);
  return paths.filter((path) => !("files" in asar.statFile(file, path)));
}

function compare(place, found, expected) {
  return [
    ...expected.filter((path) => !found.includes(path)).map((path) => `${path} is missing from ${place}.`),
    ...found.filter((path) => !expected.includes(path)).map((path) => `${path} should not be in ${place}.`),
  ];
}

function manifestProblems(archive) {
  const manifest = JSON.parse(asar.extractFile(archive, "package.json").toString("utf8"));
  return ["scripts", "devDependencies"]
    .filter((key) => key in manifest)
    .map((key) => `The archive's package.json should not have ${key}.`);
}

async function fuseProblems(binary) {
  const { version: _version, ...wire } = await fuses.getCurrentFuseWire(binary);
  return Object.entries(wire)
    .filter(([, state]) => state === NOT_STATED)
    .map(([fuse]) => `electron-builder.yml does not state the fuse ${fuses.FuseV1Options[fuse]}.`);
}

/** Bytes that the app takes without Electron. */
export function sizeOf(app) {
  const files = filesIn(join(app, "resources"));
  return files.reduce((sum, path) => sum + statSync(join(app, "resources", path)).size, 0);
}

/** A sentence for each thing that is wrong with the unpacked app in that folder, packed for that architecture. */
export async function problemsOf(app, arch) {
  const native = nativeFor(arch);
  const archive = join(app, "resources/app.asar");
  const assets = filesIn(join(dist, "renderer/assets")).filter((path) => ASSET.test(path));
  const expected = [...ARCHIVE, native, ...assets.map((path) => `dist/renderer/assets/${path}`)];
  const size = sizeOf(app);
  return [
    ...compare("the app's folder", filesIn(app), [...FOLDER, `resources/app.asar.unpacked/${native}`]),
    ...compare("the archive", filesInArchive(archive), expected),
    ...manifestProblems(archive),
    ...(await fuseProblems(join(app, "pushpull"))),
    ...(size > MOST ? [`Without Electron the app takes ${size} bytes; it may take ${MOST}.`] : []),
  ];
}
