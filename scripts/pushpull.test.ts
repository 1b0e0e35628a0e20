import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Program, startProgram } from "../testing/program.ts";

const script = fileURLToPath(new URL("./pushpull.mjs", import.meta.url));

let folder: string;
let program: Program | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pushpull-cli-"));
  program = undefined;
});
afterEach(async () => {
  program?.child.kill("SIGKILL");
  await program?.ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function pushpull(...args: string[]): Program {
  program = startProgram(process.execPath, [script, ...args], process.env);
  return program;
}

it("gives the command's own output and exit code", async () => {
  const { ended, output } = pushpull("no-such-command");
  expect(await ended).toBe(2);
  expect(output()).toEqual({ stdout: "", stderr: expect.stringContaining("no-such-command") });
});

it.skipIf(process.platform === "win32")("ends when npm, which runs it, is ended", async () => {
  program = startProgram(
    "npm",
    ["run", "-s", "pushpull", "--", "serve", "--port", "0", "--data", folder, "--json"],
    process.env,
  );
  const [, url = ""] = await program.saw(/"url":"([^"]+)"/);
  expect((await fetch(`${url}/api/host`)).status).toBe(200);
  program.child.kill("SIGTERM");
  await program.ended; // all that it has started, too, has closed its output
  await expect(fetch(`${url}/api/host`)).rejects.toThrow();
});

it.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "lets the command end at %s as it wants to",
  async (signal) => {
    const { saw, child, ended, output } = pushpull("serve", "--port", "0", "--data", folder, "--json");
    await saw(/"event":"listening"/);
    child.kill(signal);
    expect(await ended).toBe(0);
    for (const line of output().stdout.trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
  },
);
