import { create } from "zustand";

/** A problem with a code for the words and a sentence in English, as the session and the host tell it. */
export interface ToldProblem {
  readonly code: string;
  readonly message: string;
}

/** Something that went wrong, told in a corner of the window until it is read or old. */
export interface Notice {
  readonly id: number;
  readonly problem: ToldProblem;
}

/** How many are shown at once; the oldest go. */
const MOST = 3;

export const useNotices = create<{ readonly notices: readonly Notice[] }>()(() => ({ notices: [] }));

let lastId = 0;

/** Tells a problem. The same one twice is told once. */
export function tellProblem(problem: ToldProblem): void {
  useNotices.setState(({ notices }) => {
    const others = notices.filter((notice) => notice.problem.message !== problem.message);
    lastId += 1;
    return { notices: [...others, { id: lastId, problem }].slice(-MOST) };
  });
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
