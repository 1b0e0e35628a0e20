import { type Cause, type CellResult, type Ended, isMeasured } from "../../protocol/report.ts";
import type { ReportWords } from "./words/report-words.ts";

/** Why a cell has no figures. Before there were causes, only an upgrade was ever refused. */
function causeOf({ cause, outcome, reason }: Ended): Cause {
  if (cause) return cause;
  return outcome === "refused" ? { code: "upgrade-refused" } : { code: "error", quote: reason };
}

/** A result with its reason in these words. */
export function resultIn<R extends CellResult>(result: R, words: ReportWords): R;
export function resultIn(result: CellResult, words: ReportWords): CellResult {
  if (isMeasured(result)) return result;
  const cause = causeOf(result);
  return { ...result, cause, reason: words.reason(cause) };
}
