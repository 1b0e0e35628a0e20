import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startProgram } from "../testing/program.ts";
import { readPlaywright, readVitest } from "./test-report.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

let folder: string;
beforeEach(() => {
  // Beside the packages, since the tests in it import them.
  folder = mkdtempSync(join(root, "node_modules/.test-report-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the files, runs a test runner over them, and gives what its report holds. */
async function runTests(cli: string, args: string[], files: Record<string, string>): Promise<never> {
  mkdirSync(join(folder, "tests"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "tests", name), text);
  const report = join(folder, "report.json");
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, FORCE_COLOR: "1" };
  const program = startProgram(process.execPath, [join(root, "node_modules", cli), ...args], env);
  expect(await program.ended).toBe(1);
  expect(existsSync(report), program.output().stderr).toBe(true);
  return JSON.parse(readFileSync(report, "utf8")) as never;
}

it("tells which of Vitest's tests failed and why, and which file could not be loaded", async () => {
  const config = join(folder, "vitest.config.mjs");
  writeFileSync(config, `export default { test: { include: ["tests/*.mjs"] } };`);
  const args = ["run", "--root", folder, "--config", config, "--reporter=json"];
  const report = await runTests(
    "vitest/vitest.mjs",
    [...args, `--outputFile.json=${join(folder, "report.json")}`],
    {
      "sums.mjs": `
        import { describe, expect, it } from "vitest";
        describe("one", () => { it("is two", () => expect(1, "one was counted").toBe(2)); });
        it("takes too long", () => new Promise(() => {}), 50);
        it("passes", () => {});
        it.skip("is skipped", () => {});
        it.todo("is to be written");`,
      "broken.mjs": `throw new Error("this file is broken");`,
    },
  );
  const { passed, skipped, failures } = readVitest(report);
  expect({ passed, skipped }).toEqual({ passed: 1, skipped: 2 });
  const [broken, sums, slow] = failures.toSorted((a, b) => a.name.localeCompare(b.name));
  expect(failures).toHaveLength(3);
  expect(broken?.name).toMatch(/broken\.mjs$/);
  expect(broken?.why).toContain("this file is broken");
  expect(sums?.name).toMatch(/sums\.mjs › one › is two$/);
  expect(sums?.why).toContain("one was counted: expected 1 to be 2");
  expect(slow?.name).toMatch(/sums\.mjs › takes too long$/);
  expect(slow?.why).toContain("It did not end in time");
});

it("tells which of Playwright's tests failed and why, without colours", async () => {
  const config = join(folder, "playwright.config.mjs");
  writeFileSync(config, `export default { testDir: "tests", testMatch: "*.mjs" };`);
  const args = ["test", "--config", config, "--reporter=json"];
  const report = await runTests("@playwright/test/cli.js", args, {
    "sums.mjs": `
        import { expect, test } from "@playwright/test";
        test.describe("one", () => { test("is two", () => expect(1, "one was counted").toBe(2)); });
        test("takes too long", async () => { test.setTimeout(50); await new Promise(() => {}); });
        test("passes", () => {});
        test.skip("is skipped", () => {});`,
  });
  const { passed, skipped, failures } = readPlaywright(report);
  expect({ passed, skipped }).toEqual({ passed: 1, skipped: 1 });
  expect(failures.map(({ name }) => name.replace(/^.*sums/, "sums"))).toEqual([
    "sums.mjs › takes too long",
    "sums.mjs › one › is two",
  ]);
  expect(failures[0]?.why).toContain("Test timeout of 50ms exceeded");
  expect(failures[1]?.why).toContain("Error: one was counted");
  expect(failures[1]?.why).toContain("Expected: 2");
  expect(JSON.stringify(failures)).not.toContain("\\u001b");
});
