import type { IncomingHttpHeaders } from "node:http";
import { isIPv4, isIPv6 } from "node:net";
import { APP_ORIGIN } from "../protocol/limits.ts";

/** What a refused request is told. */
export interface Forbidden {
  code: "forbidden-host" | "forbidden-origin";
  message: string;
}

/** Decides from the Host and the Origin header whether a request may come in at all. */
export interface Guard {
  /** Whether a page of this origin may use the host. */
  isOriginAllowed(origin: string): boolean;
  /** Null when the request may come in. Takes `req.headersDistinct`: a header sent twice is refused. */
  check(headers: NodeJS.Dict<string[]>): Forbidden | null;
}

const FORBIDDEN_HOST: Forbidden = {
  code: "forbidden-host",
  message: "This host does not answer to that name. Open it by its IP address, its own name or localhost.",
};
const FORBIDDEN_ORIGIN: Forbidden = {
  code: "forbidden-origin",
  message: "Pages of that site may not use this host. Open the host's own address in the browser instead.",
};

/** RFC 9110, section 7.2: Host = uri-host [ ":" port ]. An IPv6 address stands in brackets. */
const AUTHORITY = /^(\[[^\]]*\]|[^:[\]]+)(?::\d{1,5})?$/;
/** RFC 6454, section 7: an origin is a scheme and an authority, and nothing else. */
const WEB_ORIGIN = /^https?:\/\/([^/?#@\s]+)$/;

/**
 * A browser sends any page's requests to any address, so a host on a LAN is open to every site that somebody
 * on that LAN visits. Two checks stand against that:
 *
 * - Host: with DNS rebinding a site points its own name at our address, and the browser takes our answers for
 *   the site's. Such a request still carries the site's name, so only names that nobody else can own pass:
 *   loopback, IP literals, and the names this computer goes by.
 * - Origin: a page of another site may send us requests and open WebSockets across origins; the browser then
 *   names the page's site. Only the desktop app and pages that a Pushpull host itself served pass. `null`
 *   (sandboxed frames, files) can be anybody. Requests without an Origin come from no page's script.
 *
 * `ownNames` are this computer's names.
 */
export function createGuard(ownNames: readonly string[]): Guard {
  const names = new Set(ownNames.map((name) => name.toLowerCase()));

  function isOwnAuthority(authority: string): boolean {
    const host = AUTHORITY.exec(authority)?.[1]?.toLowerCase();
    if (host === undefined) return false;
    if (host.startsWith("[")) return isIPv6(host.slice(1, -1));
    return isIPv4(host) || host === "localhost" || /^[a-z0-9.-]+\.localhost$/.test(host) || names.has(host);
  }

  function isOriginAllowed(origin: string): boolean {
    if (origin === APP_ORIGIN) return true;
    const authority = WEB_ORIGIN.exec(origin)?.[1];
    return authority !== undefined && isOwnAuthority(authority);
  }

  function check({ host = [], origin = [] }: NodeJS.Dict<string[]>): Forbidden | null {
    const [authority] = host;
    if (authority === undefined || host.length > 1 || !isOwnAuthority(authority)) return FORBIDDEN_HOST;
    return origin.length <= 1 && origin.every(isOriginAllowed) ? null : FORBIDDEN_ORIGIN;
  }

  return { isOriginAllowed, check };
}

/**
 * The headers that let a page of an allowed origin read an answer. `Vary` in any case, so that no cache hands
 * one origin's answer to another.
 */
export function corsHeaders(guard: Guard, { origin }: IncomingHttpHeaders): Record<string, string> {
  if (origin === undefined || !guard.isOriginAllowed(origin)) return { Vary: "Origin" };
  return { Vary: "Origin", "Access-Control-Allow-Origin": origin };
}
