import { create } from "zustand";
import { setRelaySource } from "../../client/relays.ts";
import type { DesktopBridge } from "../bridge.ts";

/** The hosts that are reached by the app's relays, by their origins. */
export const useRelays = create<{ readonly relays: ReadonlyMap<string, string> }>()(() => ({
  relays: new Map(),
}));

/**
 * Has the app relay to the hosts that this page cannot reach by itself: on macOS the local network may be barred for the
 * page's process and open for the app's. To be called before anything is dialled.
 */
export function startRelays(bridge: DesktopBridge): void {
  setRelaySource({
    find: async (origin) => (await import("./desktop-parts.tsx")).askRelay(bridge, origin),
    changed: (relays) => useRelays.setState({ relays }),
  });
}
