import { desktop } from "../bridge.ts";

/** Whether a URL leads to this computer by an address that is no other's. */
export function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return /^(127\.[\d.]+|\[::1\]|localhost|.*\.localhost)$/.test(hostname);
}

/** Whether this page can say who reaches its own host: the desktop app's can, and those that are opened on the host's computer. */
export const isHostsComputer = desktop !== undefined || isLoopbackUrl(location.href);

/** The host that runs in the app, or that this page comes from. */
export async function ownHostUrl(): Promise<string> {
  return desktop ? desktop.hostUrl() : location.origin;
}
