import type { Host } from "../server/host.ts";

/** Opened on the host's computer, it makes whoever opens it an owner of the host. A fragment: no server is told it. */
export function ownerLink({ url, ownerToken }: Pick<Host, "url" | "ownerToken">): string {
  return `${url}/#owner=${ownerToken}`;
}
