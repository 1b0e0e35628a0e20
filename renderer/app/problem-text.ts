import type { TFunction } from "i18next";
import type { ToldProblem } from "../state/notices.ts";
import { words } from "../words/index.ts";

type Code = keyof typeof words.en.chat.problem;

function isKnown(code: string): code is Code {
  return Object.hasOwn(words.en.chat.problem, code);
}

/** A problem as a sentence in the reader's language; in English where the app has no words of its own for it. */
export function problemText({ code, message }: ToldProblem, t: TFunction): string {
  return isKnown(code) ? t(`chat.problem.${code}`) : message;
}
