import i18next, { type TFunction } from "i18next";
import type { ToldProblem } from "../state/notices.ts";
import type { access } from "../words/access.ts";
import { words } from "../words/index.ts";

type Code = keyof typeof words.en.chat.problem;

function isKnown(code: string): code is Code {
  return Object.hasOwn(words.en.chat.problem, code);
}

/** Loaded when a host was joined: before that, none of these problems comes. */
function isOfAccess(code: string): code is keyof typeof access.en.problem {
  return i18next.exists(`access.problem.${code}`);
}

/** A problem as a sentence in the reader's language; in English where the app has no words of its own for it. */
export function problemText({ code, message, room = "" }: ToldProblem, t: TFunction): string {
  if (isKnown(code)) return t(`chat.problem.${code}`);
  return isOfAccess(code) ? t(`access.problem.${code}`, { room }) : message;
}
