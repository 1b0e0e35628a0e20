import type { TFunction } from "i18next";
import { LIMITS } from "../../protocol/limits.ts";
import { passcode } from "../../protocol/schemas.ts";

/** What is wrong with a passcode, as a sentence that says what to do; `undefined` if a host can take it. */
export function passcodeProblem(text: string, t: TFunction): string | undefined {
  if (text === "") return t("access.passcodeEmpty");
  if (passcode.safeParse(text).success) return undefined;
  return t("access.passcodeLength", { min: LIMITS.shortestPasscode, max: LIMITS.passcode });
}
