import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startProgram } from "../testing/program.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const SOURCES = ["protocol", "transports", "client", "server", "cli", "renderer", "main", "scripts"];
const FILES = ["package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"];

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

const dist = (...path: string[]) => join(copy, "dist", ...path);
const buildId = () => statSync(dist()).ino;
const workshop = () => readdirSync(join(copy, "node_modules/.pushpull-build"));
