import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, test } from "vitest";

test("when all is closed no timer, socket or listener keeps the process alive", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pushpull-leftovers-"));
  try {
    const outfile = join(folder, "program.cjs");
    await build({
      entryPoints: [fileURLToPath(new URL("./leftovers-program.ts", import.meta.url))],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["bufferutil", "utf-8-validate"],
    });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { timeout: 50_000 });
    expect(stdout).toBe("");
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
