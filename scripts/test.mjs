// npm test: types, lint (with format and layers), build, unit and conformance tests, browser tests. Each step runs
// whatever became of the ones before it; the last line counts. `npm test -- server` runs the tests in server/ only.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "./child.mjs";
import { root } from "./staleness.mjs";

const filters = process.argv.slice(2);
/** Playwright takes regular expressions, and looks at whole paths. */
const browserFilters = filters.map((path) => join(root, path).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
const folder = mkdtempSync(join(tmpdir(), "pushpull-test-"));

/** A program of one of our packages, run by this very Node. */
const bin = (path, ...args) => [join(root, "node_modules", path), ...args];

const STEPS = [
  { name: "types", args: bin("typescript/bin/tsc") },
  { name: "lint, format and layers", args: bin("@biomejs/biome/bin/biome", "check") },
  { name: "build", args: [join(root, "scripts/build.mjs"), "--if-stale"] },
  {
    name: "unit and conformance tests",
    args: bin(
      "vitest/vitest.mjs",
      "run",
      ...(filters.length > 0 ? ["--passWithNoTests"] : []), // a folder may have tests of one kind only
      "--reporter=default",
      "--reporter=json",
      ...filters,
    ),
    report: "vitest.json",
    reportTo: (file) => [`--outputFile.json=${file}`],
    count: countVitest,
  },
  {
    name: "browser tests",
    args: bin(
      "@playwright/test/cli.js",
      "test",
      ...(filters.length > 0 ? ["--pass-with-no-tests"] : []),
      "--reporter=list,json",
      ...browserFilters,
    ),
    report: "playwright.json",
    reportTo: () => [],
    count: countPlaywright,
  },
];

/** @returns {{ passed: number, failed: number, skipped: number }} */
function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that could not be loaded has failed without a test of its own.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

function readReport(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    console.error(`The step left no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function runStep({ args, report, reportTo, count }) {
  const file = report && join(folder, report);
  const env = { ...process.env, ...(file && { PLAYWRIGHT_JSON_OUTPUT_NAME: file }) };
  if (isStopped) process.exit(130);
  const code = await start(process.execPath, [...args, ...(file ? reportTo(file) : [])], { env }).ended;
  if (!file) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const counted = readReport(file, count);
  if (code !== 0 && counted.failed === 0) counted.failed = 1; // it failed in a way that no test shows
  return counted;
}

let isStopped = false;
process.once("SIGINT", () => {
  isStopped = true;
});

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
let tests = 0;
for (const step of STEPS) {
  console.log(`\n== ${step.name}`);
  const began = performance.now();
  const counted = await runStep(step);
  for (const key of Object.keys(total)) total[key] += counted[key];
  if (step.count) tests += counted.passed + counted.failed;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  lines.push(`${step.name}: ${counted.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  console.log(`== ${lines.at(-1)}`);
}
rmSync(folder, { recursive: true, force: true });

if (tests === 0) {
  total.failed += 1;
  console.error(`No test ran${filters.length > 0 ? `: there is none in ${filters.join(" or ")}` : ""}.`);
}
const { passed, failed, skipped } = total;
console.log(`\n${lines.join("\n")}`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
