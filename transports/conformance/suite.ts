import { chatChecks } from "./chat-checks.ts";
import { failureChecks } from "./failure-checks.ts";
import type { Check } from "./subject.ts";
import { switchChecks } from "./switch-checks.ts";

/** What every transport must pass, in every environment. */
export const checks: Check[] = [...chatChecks, ...failureChecks, ...switchChecks];
