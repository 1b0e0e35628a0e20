import type { Cause, Ended } from "../../protocol/report.ts";

/** The conditions do not let a transport through, or what should be raced does not work. */
export class CellEnded extends Error {
  override readonly name = "CellEnded";
  readonly outcome: Ended["outcome"];
  readonly why: Cause;

  constructor(outcome: Ended["outcome"], why: Cause) {
    super(why.code);
    this.outcome = outcome;
    this.why = why;
  }
}
