import { useEffect } from "react";
import { create } from "zustand";
import { type HostsPage, hostsPageSchema } from "../../protocol/discovery.ts";
import { ROUTES } from "../../protocol/http.ts";
import { withTimeLimit } from "../../protocol/time-limit.ts";

/** How often the own host is asked what it has found, in ms. */
const INTERVAL = 2_000;
/** How long it may take to answer, in ms. */
const TIME_LIMIT = 4_000;

/** What the own host has found on the network; null while it has not said. */
export const useNearby = create<{ readonly page: HostsPage | null }>()(() => ({ page: null }));

/** Keeps asking the own host what it has found, as long as there is one and the page is in view. */
export function useAskNearby(url: string | null): void {
  useEffect(() => {
    if (url === null) return;
    const end = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.hidden) return;
      const page = await askHost(url, end.signal);
      if (!end.signal.aborted) useNearby.setState({ page });
    };
    void ask();
    const asking = setInterval(() => void ask(), INTERVAL);
    return () => {
      end.abort();
      clearInterval(asking);
      useNearby.setState({ page: null });
    };
  }, [url]);
}

/** Null when the host does not answer, which its own row says, or knows no such question. */
async function askHost(url: string, end: AbortSignal): Promise<HostsPage | null> {
  try {
    return await withTimeLimit(TIME_LIMIT, end, async (signal) => {
      const response = await fetch(new URL(ROUTES.hosts, url), { cache: "no-store", signal });
      return hostsPageSchema.safeParse(await response.json()).data ?? null;
    });
  } catch {
    return null;
  }
}
