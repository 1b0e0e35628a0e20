/** The conditions do not let a transport through, or what should be raced does not work. The message is a sentence. */
export class CellEnded extends Error {
  override readonly name = "CellEnded";
  readonly outcome: "refused" | "failed";

  constructor(outcome: "refused" | "failed", reason: string) {
    super(reason);
    this.outcome = outcome;
  }
}
