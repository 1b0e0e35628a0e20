// npm test: types, lint (with format and layers), build, unit and conformance tests, browser tests. Each step runs
// whatever became of the ones before it; what failed is said again at the end, and the last line counts.
// `npm test -- server` runs the tests in server/ only.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { start } from "./child.mjs";
import { root } from "./staleness.mjs";
import { readPlaywright, readVitest } from "./test-report.mjs";

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
    read: readVitest,
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
    read: readPlaywright,
  },
];

/** @returns {import("./test-report.mjs").Outcome} */
function readReport(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    return { passed: 0, skipped: 0, failures: [{ name: "The step left no report", why: error.message }] };
  }
}

/** How much of the end of a step's output is kept, in characters. */
const KEPT = 4_000;
/** How long something that a step left running may hold its output open, in ms. */
const GRACE = 2_000;

/** Runs a step, shows what it prints, and keeps the end of that. */
async function runShowing(args, env) {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const { child, ended } = start(process.execPath, args, {
    env: { ...colours, ...env },
    stdio: ["inherit", "pipe", "pipe"],
  });
  let end = "";
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      process[name].write(text);
      end = (end + text).slice(-KEPT);
    });
  }
  child.once("exit", () => {
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, GRACE).unref();
  });
  return { code: await ended, end: stripVTControlCharacters(end).trim() };
}

async function runStep({ name, args, report, reportTo, read }) {
  const file = report && join(folder, report);
  const env = { ...process.env, ...(file && { PLAYWRIGHT_JSON_OUTPUT_NAME: file }) };
  if (isStopped) process.exit(130);
  const { code, end } = await runShowing([...args, ...(file ? reportTo(file) : [])], env);
  const outcome = file ? readReport(file, read) : { passed: code === 0 ? 1 : 0, skipped: 0, failures: [] };
  // It failed in a way that no test shows, or has no tests: what it printed says why.
  if (code !== 0 && outcome.failures.length === 0) {
    outcome.failures.push({ name, why: `Exit code ${code}. The end of what it printed:\n${end}` });
  }
  return outcome;
}

let isStopped = false;
process.once("SIGINT", () => {
  isStopped = true;
});

let passed = 0;
let skipped = 0;
let tests = 0;
const failures = [];
const lines = [];
for (const step of STEPS) {
  console.log(`\n== ${step.name}`);
  const began = performance.now();
  const outcome = await runStep(step);
  passed += outcome.passed;
  skipped += outcome.skipped;
  failures.push(...outcome.failures);
  if (step.read) tests += outcome.passed + outcome.failures.length;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  lines.push(`${step.name}: ${outcome.failures.length === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  console.log(`== ${lines.at(-1)}`);
}
rmSync(folder, { recursive: true, force: true });

if (tests === 0) {
  const where = filters.length > 0 ? `There is none in ${filters.join(" or ")}.` : "There is none.";
  failures.push({ name: "No test ran", why: where });
}
// Once more at the end, where whoever sees only the last of a long output finds them.
for (const { name, why } of failures) console.log(`\nFAILED: ${name}\n${why.replace(/^/gm, "    ")}`);
console.log(`\n${lines.join("\n")}`);
console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failures.length === 0 ? 0 : 1;
