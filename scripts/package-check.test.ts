import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startProgram } from "../testing/program.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const part = (name: string) => import(new URL(`package/${name}.mjs`, import.meta.url).href);

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }); // each packs

// Elsewhere it takes Electron itself to pack: .github/workflows/package.yml does that.
describe.runIf(process.platform === "linux")("package:check", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pushpull-package-test-"));
    const build = spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"], {
      encoding: "utf8",
    });
    expect(build.status, build.stderr).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it("packs for both architectures, and chats over all six transports with what was packed", async () => {
    const check = startProgram(process.execPath, [join(root, "scripts/package-check.mjs")], process.env);
    expect(await check.ended, check.output().stderr).toBe(0);
    const { stdout } = check.output();
    for (const arch of ["x64", "arm64"])
      expect(stdout).toMatch(new RegExp(`${arch}: .* takes \\d+\\.\\d MB`));
    expect(stdout).toContain(
      "short-polling, long-polling, iframe-streaming, http-streaming, sse, websocket.",
    );
    expect(stdout).toContain("The app's host races all of them.");
    expect(stdout).toContain("The lab races.");
  });

  it("names a file that should not be in the package, and one that is missing", async () => {
    const { pack } = await part("pack");
    const { problemsOf } = await part("contents");
    const [app] = await pack(folder, ["x64"], {
      files: ["CONTRIBUTING.md", "dist/host/*.map", "!dist/cli/race-host.mjs"],
      linux: { extraResources: ["package-lock.json"] },
    });
    const problems: string[] = await problemsOf(app, "x64");
    expect(problems).toEqual(
      expect.arrayContaining([
        "CONTRIBUTING.md should not be in the archive.",
        "dist/host/host-process.mjs.map should not be in the archive.",
        "dist/cli/race-host.mjs is missing from the archive.",
        "resources/package-lock.json should not be in the app's folder.",
      ]),
    );
    expect(problems.filter((problem) => !/\.map |CONTRIBUTING|race-host|package-lock/.test(problem))).toEqual(
      [],
    );
  });
});
