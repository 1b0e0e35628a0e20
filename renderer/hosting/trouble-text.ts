import type { TFunction } from "i18next";
import { hosting } from "../words/hosting.ts";
import type { Trouble } from "./own-host.ts";

type Code = keyof typeof hosting.en.problem;

function isKnown(code: string): code is Code {
  return Object.hasOwn(hosting.en.problem, code);
}

/** What went wrong, in the reader's language; in the host's own words where the app has none for it. */
export function troubleText({ code, message }: Trouble, port: number, t: TFunction): string {
  return isKnown(code) ? t(`hosting.problem.${code}`, { port }) : message;
}
