import { type JoinTarget, joinTarget } from "../protocol/desktop.ts";
import { invitingHost } from "../protocol/invitation.ts";

/** The scheme of links that lead into a host: pushpull://join/192.168.1.20:4460/lobby#host=ID */
export const LINK_SCHEME = "pushpull";

/** Longest link that is looked at, in characters. */
const LONGEST = 1_024;

/** A host and its port, and nothing beside them: no path, no user, no other scheme. */
function address(text: string): string | null {
  const port = /:(\d{1,5})$/.exec(text)?.[1];
  if (port === undefined || Number(port) < 1 || !URL.canParse(`http://${text}`)) return null;
  const { hostname, username, password, pathname, search, hash } = new URL(`http://${text}`);
  const isBare = username === "" && password === "" && pathname === "/" && search === "" && hash === "";
  return isBare ? `${hostname}:${Number(port)}` : null;
}

/** Where a link leads, or `null` for one that is not of the form pushpull://join/HOST:PORT[/ROOM][#host=ID]. */
export function readJoinLink(raw: string): JoinTarget | null {
  if (raw.length > LONGEST || !URL.canParse(raw)) return null;
  const { protocol, host, username, password, pathname, search, hash } = new URL(raw);
  if (protocol !== `${LINK_SCHEME}:` || host !== "join") return null;
  const hostId = invitingHost(hash);
  if (username || password || search || (hash !== "" && hash !== `#host=${hostId}`)) return null;
  const [, hostText, roomText, ...more] = pathname.replace(/\/$/, "").split("/");
  if (hostText === undefined || more.length > 0) return null;
  const target = address(hostText);
  if (target === null) return null;
  try {
    const room = roomText === undefined ? {} : { room: decodeURIComponent(roomText) };
    return (
      joinTarget.safeParse({ address: target, ...room, ...(hostId !== null && { hostId }) }).data ?? null
    );
  } catch {
    return null; // not valid percent-encoding
  }
}

/** Where the link among a command line's arguments leads, if there is one that may be followed. */
export function joinLinkAmong(args: readonly string[]): JoinTarget | null {
  const link = args.find((arg) => arg.toLowerCase().startsWith(`${LINK_SCHEME}:`));
  return link === undefined ? null : readJoinLink(link);
}
