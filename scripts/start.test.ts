import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Program, pressControlC, startProgram } from "../testing/program.ts";

const script = fileURLToPath(new URL("./start.mjs", import.meta.url));
const OPENS = /Open (http:\/\/127\.0\.0\.1:\d+) in a browser/;

let folder: string;
let program: Program | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pushpull-start-"));
  program = undefined;
});
afterEach(async () => {
  program?.child.kill("SIGKILL");
  await program?.ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs `npm start` with a data folder of its own. Nothing opens a browser. */
function start(env: NodeJS.ProcessEnv, ...args: string[]): Program {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...ours } = process.env;
  const data = join(folder, "data");
  program = startProgram(process.execPath, [script, "--port", "0", "--data", data, ...args], {
    ...ours,
    BROWSER: "none",
    ELECTRON_OVERRIDE_DIST_PATH: folder,
    ...env,
  });
  return program;
}

/** A program that stands in Electron's place: does what `script` says, in the shell's words. */
function writeElectron(script: string): void {
  writeFileSync(join(folder, "electron"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "electron"), 0o755);
}

describe("without Electron", () => {
  it("says why there is no window, and serves the page until Ctrl+C", async () => {
    const { saw, child, ended, output } = start({ DISPLAY: ":99" });
    const [, url = ""] = await saw(OPENS);
    expect(output().stdout).toContain(`There is no window, because there is no Electron in ${folder}.`);
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');
    pressControlC({ child });
    if (process.platform !== "win32") expect(await ended).toBe(0); // Windows knows no signals
  });

  it.runIf(process.platform === "linux")("does not even look for it without a display", async () => {
    writeElectron("echo It must not run");
    const { saw, child, ended, output } = start({});
    await saw(OPENS);
    expect(output().stdout).toContain(
      "There is no window, because this computer has no display (neither DISPLAY nor WAYLAND_DISPLAY is set).",
    );
    expect(output().stdout).not.toContain("It must not run");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("takes the name that it is given", async () => {
    const { saw } = start({ DISPLAY: ":99" }, "--name", "Kitchen");
    const [, url] = await saw(OPENS);
    expect(await (await fetch(`${url}/api/host`)).json()).toMatchObject({ name: "Kitchen" });
  });

  it("says in one line what is wrong with an option", async () => {
    const { ended, output } = start({}, "--port", "many");
    expect(await ended).toBe(2);
    expect(output().stderr).toBe('--port must be a whole number from 0 to 65535, not "many"\n');
  });
});

describe.skipIf(process.platform === "win32")("with Electron", () => {
  it("runs the app in it, with our options, and ends with its exit code", async () => {
    writeElectron('echo "arguments: $*"; exit 7');
    const { ended, output } = start({ DISPLAY: ":99" }, "--name", "Kitchen");
    expect(await ended).toBe(7);
    expect(output().stdout).toMatch(/arguments: .*--port 0 --data \S+ --name Kitchen\n/);
    expect(output().stdout).not.toMatch(OPENS);
  });

  it.runIf(process.getuid?.() === 0 && process.platform === "linux")(
    "turns its sandbox off for root, and says so",
    async () => {
      writeElectron('echo "arguments: $*"');
      const { ended, output } = start({ DISPLAY: ":99" });
      await ended;
      expect(output().stdout).toContain("You are root, so Electron runs without its sandbox.");
      expect(output().stdout).toContain("arguments: --no-sandbox ");
    },
  );

  it("passes each Ctrl+C on to it once", async () => {
    writeElectron(`trap 'echo "one SIGINT"' INT; echo ready; for i in $(seq 300); do sleep 0.1; done`);
    const { saw, child, ended, output } = start({ DISPLAY: ":99" });
    await saw(/ready/);
    pressControlC({ child });
    await saw(/one SIGINT/);
    child.kill("SIGTERM");
    await ended;
    expect(output().stdout.match(/one SIGINT/g)).toHaveLength(1);
  });

  it("does without it where it can't run", async () => {
    writeElectron("exit 127"); // what a shell says, and the loader when a library is missing
    const { saw, output } = start({ DISPLAY: ":99" });
    await saw(OPENS);
    expect(output().stdout).toContain("There is no window, because Electron does not run on this computer.");
  });
});
