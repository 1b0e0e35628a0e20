import { hostId } from "./host-key.ts";

/**
 * The link that invites to a host: its URL, with its id in the fragment, as http://192.168.1.20:4460/#host=ID. Any browser
 * opens it; whoever follows it can tell whether the host that answers is the one that invited.
 */
export function invitationTo(url: string, id: string): string {
  return `${new URL(url).origin}/#host=${id}`;
}

/** The id of the host that a link, or its fragment alone, invites to; null when it names none. */
export function invitingHost(link: string): string | null {
  const fragment = link.split("#", 2)[1] ?? "";
  return hostId.safeParse(new URLSearchParams(fragment).get("host")).data ?? null;
}
