import { useCallback, useEffect, useRef, useState } from "react";
import { findHost } from "../../client/find-host.ts";
import type { HostInfo } from "../../protocol/schemas.ts";
import { desktop } from "../bridge.ts";
import type { ToldProblem } from "../state/notices.ts";

/** The host that this page comes from; in the desktop app, the one that runs inside it. */
export type OwnHost =
  | { readonly state: "looking" }
  | { readonly state: "found"; readonly url: string; readonly host: HostInfo }
  | { readonly state: "missing"; readonly problem: ToldProblem };

/** Looks for the own host at once, and again whenever `look` is called. */
export function useOwnHost(): { own: OwnHost; look(): void } {
  const [own, setOwn] = useState<OwnHost>({ state: "looking" });
  const looking = useRef<AbortController>(null);
  const look = useCallback(() => {
    looking.current?.abort();
    looking.current = new AbortController();
    const { signal } = looking.current;
    setOwn({ state: "looking" });
    void lookForOwnHost(signal).then((found) => {
      if (!signal.aborted) setOwn(found);
    });
  }, []);
  useEffect(() => {
    look();
    return () => looking.current?.abort();
  }, [look]);
  return { own, look };
}

async function lookForOwnHost(signal: AbortSignal): Promise<OwnHost> {
  try {
    const url = desktop ? await desktop.hostUrl() : location.origin;
    const found = await findHost(url, signal);
    return found.ok
      ? { state: "found", url: new URL(url).origin, host: found.host }
      : { state: "missing", problem: found.error };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { state: "missing", problem: { code: "own-host", message } };
  }
}
