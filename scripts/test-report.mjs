// What Vitest's and Playwright's JSON reports say: how many tests passed, and which failed and why.
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./staleness.mjs";

/** The lines that are worth repeating at the end of a long output. */
const LINES_OF_A_REASON = 20;

/** @returns {import("./test-report.mjs").Failure} */
function failure(file, titles, errors) {
  const lines = stripVTControlCharacters(errors.join("\n") || "It gave no reason.")
    .replace(/^Error: STACK_TRACE_ERROR$/gm, "It did not end in time:") // Vitest's report leaves its own sentence out
    .split("\n")
    .filter((line) => !/^\s+at .*node_modules/.test(line)); // where the runner called the test
  return {
    name: [relative(root, file) || ".", ...titles].filter((part) => part !== "").join(" › "),
    why: lines.slice(0, LINES_OF_A_REASON).join("\n"),
  };
}

/** @returns {import("./test-report.mjs").Outcome} */
export function readVitest({ numPassedTests, numPendingTests, numTodoTests, testResults }) {
  const failures = testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    // A file that could not be loaded has failed without a test of its own.
    if (status === "failed" && failed.length === 0) return [failure(file, [], [message])];
    return failed.map((test) => failure(file, [...test.ancestorTitles, test.title], test.failureMessages));
  });
  return { passed: numPassedTests, skipped: numPendingTests + numTodoTests, failures };
}

/** @returns {import("./test-report.mjs").Outcome} */
export function readPlaywright({ config, stats, errors, suites }) {
  const specs = (suite, titles) => [
    ...(suite.specs ?? []).map((spec) => ({ spec, titles: [...titles, spec.title] })),
    // The outermost suite is the file, which each of its specs names.
    ...(suite.suites ?? []).flatMap((inner) => specs(inner, [...titles, inner.title])),
  ];
  const failures = suites
    .flatMap((suite) => specs(suite, []))
    .filter(({ spec }) => !spec.ok)
    .map(({ spec, titles }) => {
      const said = spec.tests.flatMap((test) => test.results).flatMap((result) => result.errors);
      return failure(
        join(config.rootDir, spec.file),
        titles,
        said.map((error) => error.message),
      );
    });
  return {
    passed: stats.expected,
    skipped: stats.skipped,
    failures: [
      ...failures,
      ...errors.map((error) => failure(error.location?.file ?? root, [], [error.message])),
    ],
  };
}
