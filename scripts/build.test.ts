import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startProgram } from "../testing/program.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = ["protocol", "transports", "client", "server", "lab", "cli", "renderer", "main", "scripts"];
const FILES = ["package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"];

vi.setConfig({ testTimeout: 180_000 }); // several builds a test

/** A project like ours, to build again and again. */
let copy: string;

beforeAll(() => {
  // Beside the packages, since what is built must find them; each is linked, for the build keeps its own things there.
  copy = mkdtempSync(join(root, "node_modules/.build-test-"));
  for (const name of [...SOURCES, ...FILES]) cpSync(join(root, name), join(copy, name), { recursive: true });
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules")).filter((name) => !name.startsWith("."))) {
    symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name), "junction");
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }));

async function build(...args: string[]): Promise<void> {
  const program = startProgram(process.execPath, [join(copy, "scripts/build.mjs"), ...args], process.env);
  expect(await program.ended, program.output().stderr).toBe(0);
}

const inDist = (path: string) => join(copy, "dist", path);
const builtAt = () => statSync(inDist("built-from.txt")).mtimeMs;

/** What a whole build holds. */
function expectWholeBuild(): void {
  const PARTS = [
    "cli/pushpull.mjs",
    "cli/race-host.mjs",
    "main/main.mjs",
    "main/launch.mjs",
    "host/host-process.mjs",
    "host/race-host-process.mjs",
  ];
  for (const part of [
    ...PARTS,
    "preload/preload.cjs",
    "renderer/index.html",
    "renderer/third-party-licenses.html",
  ]) {
    expect(existsSync(inDist(part)), part).toBe(true);
  }
}

it("builds everything, once, however many start at the same time", async () => {
  await Promise.all([build("--if-stale"), build("--if-stale"), build("--if-stale")]);
  expectWholeBuild();
  expect(readdirSync(join(copy, "node_modules/.pushpull-build"))).toEqual([]);
});

it("does nothing while nothing has changed", async () => {
  const before = builtAt();
  await build("--if-stale");
  expect(builtAt()).toBe(before);
});

it("builds again after a source was changed, added or removed, and not for a test", async () => {
  const main = join(copy, "cli/pushpull.ts");
  const added = join(copy, "cli/added.ts");
  const changes = [
    () => writeFileSync(main, `${readFileSync(main, "utf8")}// changed\n`),
    () => writeFileSync(added, "export {};\n"),
    () => rmSync(added),
  ];
  for (const change of changes) {
    const before = builtAt();
    change();
    await build("--if-stale");
    expect(builtAt()).toBeGreaterThan(before);
  }
  expectWholeBuild();

  const before = builtAt();
  writeFileSync(join(copy, "cli/added.test.ts"), "export {};\n");
  await build("--if-stale");
  expect(builtAt()).toBe(before);
});

it("leaves the last build in place when the sources are broken", async () => {
  const before = builtAt();
  const broken = join(copy, "cli/pushpull.ts");
  const source = readFileSync(broken, "utf8");
  writeFileSync(broken, "this is no TypeScript");
  await expect(build("--if-stale")).rejects.toThrow("cli/pushpull.ts");
  expect(builtAt()).toBe(before);
  expectWholeBuild();
  writeFileSync(broken, source);
});

it("takes over from a build that was killed", async () => {
  const workshop = join(copy, "node_modules/.pushpull-build");
  const { pid } = spawnSync(process.execPath, ["--version"]); // a process that is gone
  writeFileSync(join(workshop, "lock"), String(pid));
  mkdirSync(join(workshop, "next-abandoned"));
  await build();
  expect(readdirSync(workshop)).toEqual([]);
});
