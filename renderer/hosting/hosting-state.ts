import { useEffect } from "react";
import { create } from "zustand";
import {
  type HostingPage,
  hostingSchema,
  type Reach,
  type ReachTest,
  reachTestSchema,
} from "../../protocol/hosting.ts";
import { ROUTES } from "../../protocol/http.ts";
import { withTimeLimit } from "../../protocol/time-limit.ts";
import { ownHostUrl } from "./hosts-computer.ts";

/** How long the host may take to answer, in ms. */
const TIME_LIMIT = 4_000;
/** And to have neighbours try it: they have 7 s, and finding them takes 4 s. */
const TEST_LIMIT = 15_000;

interface HostingState {
  /** What the own host said last; null while it has not. */
  readonly page: HostingPage | null;
  /** Whether it did not answer the last time. */
  readonly hasFailed: boolean;
}

/** For whom the own host is open. */
export const useHosting = create<HostingState>()(() => ({ page: null, hasFailed: false }));

/** Keeps asking the own host, each `interval` ms while the page is in view. */
export function useAskHosting(interval: number): void {
  useEffect(() => {
    const end = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.hidden) return;
      const page = await askHost(end.signal);
      if (end.signal.aborted) return;
      if (page) useHosting.setState({ page, hasFailed: false });
      else useHosting.setState({ hasFailed: true });
    };
    void ask();
    const asking = setInterval(() => void ask(), interval);
    return () => {
      end.abort();
      clearInterval(asking);
    };
  }, [interval]);
}

/** Changes for whom the own host is open. What went wrong, as a sentence of the host's; "" when it did not answer. */
export async function changeReach(reach: Reach): Promise<string | null> {
  try {
    const { ok, body } = await post(ROUTES.hosting, reach, TIME_LIMIT);
    const page = hostingSchema.safeParse(body).data;
    if (!ok || !page) return sentenceOf(body);
    useHosting.setState({ page, hasFailed: false });
    return null;
  } catch {
    return "";
  }
}

/** What the neighbours say, or a sentence why they were not asked ("" when the host did not answer). */
export async function testReach(): Promise<ReachTest | string> {
  try {
    const { body } = await post(ROUTES.reachTest, {}, TEST_LIMIT);
    return reachTestSchema.safeParse(body).data ?? sentenceOf(body);
  } catch {
    return "";
  }
}

async function askHost(end: AbortSignal): Promise<HostingPage | null> {
  try {
    return await withTimeLimit(TIME_LIMIT, end, async (signal) => {
      const response = await fetch(new URL(ROUTES.hosting, await ownHostUrl()), {
        cache: "no-store",
        signal,
      });
      return hostingSchema.safeParse(await response.json()).data ?? null;
    });
  } catch {
    return null; // which the page says
  }
}

async function post(route: string, body: object, limit: number): Promise<{ ok: boolean; body: unknown }> {
  const response = await fetch(new URL(route, await ownHostUrl()), {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(limit),
  });
  return { ok: response.ok, body: await response.json() };
}

function sentenceOf(body: unknown): string {
  const isRefusal = typeof body === "object" && body !== null && "message" in body;
  return isRefusal && typeof body.message === "string" ? body.message : "";
}
