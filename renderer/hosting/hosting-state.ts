import { useEffect } from "react";
import { create } from "zustand";
import type { HostingPage, Reach } from "../../protocol/hosting.ts";
import { askHosting, type Trouble, tellReach } from "./own-host.ts";

interface HostingState {
  /** What the own host said last; null while it has not. */
  readonly page: HostingPage | null;
  /** Whether it did not answer the last time: what it said before may hold no more. */
  readonly hasFailed: boolean;
  /** For whom it is to be open, until it has answered. */
  readonly pending: Reach | null;
}

const unknown: HostingState = { page: null, hasFailed: false, pending: null };

/** For whom the own host is open. */
export const useHosting = create<HostingState>()(() => unknown);

/** How many places on screen ask. */
let askers = 0;
/** How many changes the host has answered: what was asked before the last one may tell of the time before it. */
let answered = 0;

/** Keeps asking the own host, each `interval` ms while the page is in view. */
export function useAskHosting(interval: number): void {
  useEffect(() => {
    const end = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.hidden) return;
      const before = answered;
      const page = await askHosting(end.signal);
      if (end.signal.aborted || before !== answered) return;
      useHosting.setState(page ? { page, hasFailed: false } : { hasFailed: true });
    };
    askers += 1;
    void ask();
    const asking = setInterval(() => void ask(), interval);
    return () => {
      end.abort();
      clearInterval(asking);
      askers -= 1;
      if (askers === 0) useHosting.setState(unknown);
    };
  }, [interval]);
}

/** The last change that was asked for, and the end of those before it. */
let last = 0;
let work: Promise<unknown> = Promise.resolve();

/**
 * Changes for whom the own host is open, once it has answered the change before; of several that wait for that, only the
 * newest is made. What went wrong; null when nothing did.
 */
export async function changeReach(reach: Reach): Promise<Trouble | null> {
  last += 1;
  const mine = last;
  useHosting.setState({ pending: reach });
  const done = work.then(() => (mine === last ? change(reach) : null));
  work = done;
  const trouble = await done;
  if (mine === last) useHosting.setState({ pending: null });
  return trouble;
}

async function change(reach: Reach): Promise<Trouble | null> {
  const told = await tellReach(reach);
  answered += 1;
  if (!told.ok) return told.trouble;
  if (askers > 0) useHosting.setState({ page: told.value, hasFailed: false });
  return null;
}
