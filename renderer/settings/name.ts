import type { TFunction } from "i18next";
import { LIMITS } from "../../protocol/limits.ts";
import { memberName } from "../../protocol/schemas.ts";

/** What is wrong with a name, as a sentence that says what to do; `undefined` if a host accepts it. */
export function nameProblem(name: string, t: TFunction): string | undefined {
  if (memberName.safeParse(name).success) return undefined;
  if (name.trim() === "") return t("common.nameEmpty");
  const length = Array.from(name.trim()).length;
  return length > LIMITS.name ? t("common.nameLong", { max: LIMITS.name, length }) : t("common.nameControl");
}
