import { create } from "zustand";

/** A problem with a code for the words and a sentence in English, as the session and the host tell it. */
export interface ToldProblem {
  readonly code: string;
  readonly message: string;
  /** The room that it is about, where the words name it. */
  readonly room?: string;
}

/** Something that went wrong, told in a corner of the window until it is read or old; or that was done, with the way back. */
export type Notice = { readonly id: number } & (
  | { readonly problem: ToldProblem }
  | { readonly done: string; readonly undo: Undo | null }
);

/** `label`: what the button says. */
export interface Undo {
  readonly label: string;
  perform(): void;
}

/** How many are shown at once; the oldest go. */
const MOST = 3;

export const useNotices = create<{ readonly notices: readonly Notice[] }>()(() => ({ notices: [] }));

let lastId = 0;

/** Tells a problem. The same one twice is told once. */
export function tellProblem(problem: ToldProblem): void {
  const { notices } = useNotices.getState();
  const others = notices.filter(
    (notice) => !("problem" in notice && notice.problem.message === problem.message),
  );
  show(others, { problem });
}

/** Tells that something was done, in the place of what was done before. */
export function tellDone(done: string, undo: Undo | null = null): void {
  const problems = useNotices.getState().notices.filter((notice) => "problem" in notice);
  show(problems, { done, undo });
}

function show(
  others: readonly Notice[],
  told: { problem: ToldProblem } | { done: string; undo: Undo | null },
): void {
  lastId += 1;
  useNotices.setState({ notices: [...others, { id: lastId, ...told }].slice(-MOST) });
}

/** What was done is told, and taken back, on the host on which it was done. */
export function dismissDone(): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => "problem" in notice) }));
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
