import { memberToken } from "../../protocol/schemas.ts";
import { type DesktopBridge, desktop } from "../bridge.ts";

const PREFIX = "#owner=";

/** What the owner's link holds. Kept in memory only, and shown to the host that this page is from: nobody else. */
let token: string | null = null;

/** Takes the token out of the page's address, where it would be seen and kept in the history. Whether there was one. */
export function takeOwnerLink(): boolean {
  if (!location.hash.startsWith(PREFIX)) return false;
  token = memberToken.safeParse(location.hash.slice(PREFIX.length)).data ?? null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return token !== null;
}

/** The token that makes one the owner of the host at that address, if one has it. A link's is shown once. */
export async function ownerTokenFor(url: string): Promise<string | undefined> {
  if (desktop) return desktopToken(desktop, url);
  const taken = token;
  if (taken === null || url !== location.origin) return undefined;
  token = null;
  return taken;
}

/** Whose app the host runs in owns it. */
async function desktopToken(bridge: DesktopBridge, url: string): Promise<string | undefined> {
  try {
    const isOwn = new URL(await bridge.hostUrl()).origin === url;
    return isOwn ? await bridge.ownerToken?.() : undefined;
  } catch (error) {
    console.warn("The app did not give its host's token: one enters as anybody else.", error);
    return undefined;
  }
}
