import type { IncomingMessage } from "node:http";
import { APP_ORIGIN } from "../protocol/limits.ts";
import { isLoopback } from "./addresses.ts";
import { isProxied } from "./metering/proxied.ts";

/**
 * Whether it comes from this computer, as far as one can know: not what a proxy here passes on for others. What an
 * extension relays is for the extension to say (`HostExtension.isRelay`).
 */
export function isLocal(req: IncomingMessage): boolean {
  return isLoopback(req.socket.remoteAddress ?? "") && !isProxied(req);
}

/** Whether it comes from a page that this host has served, from the desktop app's, or from no page at all. */
export function isOwnPage({ headers: { origin, host = "" } }: Pick<IncomingMessage, "headers">): boolean {
  return origin === undefined || origin === APP_ORIGIN || origin === `http://${host}`;
}
