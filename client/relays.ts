// A page that the system bars from the local network reaches hosts by relays on its own computer. Hosts keep their own
// addresses in all that is shown, kept and sent; only what is dialled is another.

/** Where relays come from. */
export interface RelaySource {
  /** Origin of a relay to the host of that origin, the same as before if there is one; null when it cannot be had. */
  find(origin: string): Promise<string | null>;
  /** Is told which hosts are dialled by which relays, by their origins, whenever that changes. */
  changed(relays: ReadonlyMap<string, string>): void;
}

let source: RelaySource | null = null;
let relays: ReadonlyMap<string, string> = new Map();

/** Sets where relays come from. Until then, and with null, every host is dialled directly. */
export function setRelaySource(next: RelaySource | null): void {
  source = next;
  relays = new Map();
}

/** What to dial for an address of a host: itself, or the same path at the host's relay. */
export function dialUrl(url: string | URL): URL {
  const { origin, pathname, search, href } = new URL(url);
  const relay = relays.get(origin);
  return relay === undefined ? new URL(href) : new URL(pathname + search, relay);
}

export function isRelayed(url: string): boolean {
  return relays.has(new URL(url).origin);
}

/** Looks for a relay to the host at `url`; it is used only from `takeRelay` on. */
export async function findRelay(url: string): Promise<string | null> {
  return source === null ? null : source.find(new URL(url).origin);
}

/** The host at `url` is dialled by this relay from now on, or with null directly. */
export function takeRelay(url: string, relay: string | null): void {
  const { origin } = new URL(url);
  if ((relays.get(origin) ?? null) === relay) return;
  const others = [...relays].filter(([other]) => other !== origin);
  relays = new Map(relay === null ? others : [...others, [origin, relay]]);
  source?.changed(relays);
}
