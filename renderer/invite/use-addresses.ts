import { useEffect, useState } from "react";
import { dialUrl } from "../../client/relays.ts";
import { addressesPageSchema, type HostUrl } from "../../protocol/discovery.ts";
import { ROUTES } from "../../protocol/http.ts";
import { withTimeLimit } from "../../protocol/time-limit.ts";
import { desktop } from "../bridge.ts";
import { isLoopbackUrl } from "../hosting/hosts-computer.ts";

/** How long the host may take to say where it is, in ms. */
const TIME_LIMIT = 4_000;

/** An address by which others reach the host. `kind` is null for the one that this page uses. */
export interface Invitation {
  readonly url: string;
  readonly kind: Exclude<HostUrl["kind"], "loopback"> | null;
}

/** The addresses of the host at `url` that are of use to others, best first; null while they are being asked for. */
export function useAddresses(url: string): readonly Invitation[] | null {
  const [addresses, setAddresses] = useState<readonly Invitation[] | null>(null);
  useEffect(() => {
    const end = new AbortController();
    void askHost(url, end.signal).then((told) => {
      if (!end.signal.aborted) setAddresses(invitations(url, told));
    });
    return () => end.abort();
  }, [url]);
  return addresses;
}

/** A host says that to its own pages alone; of another one, the address that works from here is known. */
async function askHost(url: string, end: AbortSignal): Promise<readonly HostUrl[]> {
  if (!desktop && new URL(url).origin !== location.origin) return [];
  try {
    return await withTimeLimit(TIME_LIMIT, end, async (signal) => {
      const response = await fetch(dialUrl(new URL(ROUTES.addresses, url)), { cache: "no-store", signal });
      return addressesPageSchema.safeParse(await response.json()).data?.addresses ?? [];
    });
  } catch {
    return [];
  }
}

function invitations(url: string, told: readonly HostUrl[]): Invitation[] {
  const others = told.flatMap(({ url, kind }) => (kind === "loopback" ? [] : [{ url, kind }]));
  if (isLoopbackUrl(url) || others.some((other) => other.url === url)) return others;
  return [{ url, kind: null }, ...others];
}
