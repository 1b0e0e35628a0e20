// The calls that the app's page can make through its bridge, as main (ipc.ts) and preload.ts speak them.

/** Asks for the host's URL; with the one that the page has, it is answered when that has changed. */
export const HOST_URL = "host-url";

/** The host's URL, or a sentence for people that says why there is none. */
export type HostUrlReply = { url: string } | { problem: string };
