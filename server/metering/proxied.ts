import type { IncomingMessage } from "node:http";

/**
 * Whether a proxy says that it has passed the request on: by `Via` (RFC 9110, section 7.6.3), `Forwarded` (RFC 7239)
 * or what came before that. One that says nothing cannot be told from a client.
 */
export function isProxied({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return ["via", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip"].some(
    (name) => headers[name] !== undefined,
  );
}
