export type Failure = {
  /** The file and, after it, the test in it. */
  name: string;
  /** The beginning of what its errors say. */
  why: string;
};

export type Outcome = { passed: number; skipped: number; failures: Failure[] };

/** What the report of Vitest's `json` reporter says. */
export function readVitest(report: object): Outcome;

/** What the report of Playwright's `json` reporter says. */
export function readPlaywright(report: object): Outcome;
