import { APP_ORIGIN } from "../protocol/limits.ts";

/**
 * What our page may be granted. Chromium asks for the three network permissions before a page may reach
 * this computer or the LAN, which is where hosts are.
 * https://wicg.github.io/local-network-access/
 */
const PERMISSIONS = new Set([
  "notifications",
  "clipboard-sanitized-write",
  "local-network",
  "loopback-network",
  "local-network-access",
]);

/** The parts of Electron's WebFrameMain that tell who sent a message. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

/** Whether `url` is one of the app's own pages. */
export function isOwnPage(url: string): boolean {
  const parsed = parse(url);
  return parsed !== null && `${parsed.protocol}//${parsed.host}` === APP_ORIGIN;
}

/** Whether a page may go to `url`: nowhere but to the app's one page, as a reload does. */
export function isReload(url: string): boolean {
  return isOwnPage(url) && new URL(url).pathname === "/";
}

/** Whether a message comes from the app's own page itself, not from a frame inside it or one that is gone. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** Whether the page at `url` may have a permission (named as Electron names it). */
export function isPermitted(permission: string, url: string): boolean {
  return PERMISSIONS.has(permission) && isOwnPage(url);
}

/** The address to open in the system's own browser or mail program, or `null` for one that must not be opened. */
export function externalAddress(raw: string): string | null {
  const url = parse(raw);
  if (url === null || raw.length > 2_048) return null;
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  if (!isWeb && url.protocol !== "mailto:") return null;
  return url.username || url.password ? null : url.href;
}
