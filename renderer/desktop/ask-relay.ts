import { relayUrl } from "../../protocol/desktop.ts";
import type { DesktopBridge } from "../bridge.ts";

/** Asks the app for a relay to the host of this origin: the relay's origin, or null when there is none. */
export async function askRelay(bridge: DesktopBridge, origin: string): Promise<string | null> {
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== "http:") return null; // behind TLS the host's name is a part of what is checked
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  try {
    return relayUrl.parse(await bridge.relay({ host, port: Number(port || 80) }));
  } catch (error) {
    console.warn("The app gives no relay.", error);
    return null;
  }
}
