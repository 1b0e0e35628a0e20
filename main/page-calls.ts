// The calls that the app's page can make through its bridge, as main (ipc.ts) and preload.ts speak them.

/** Asks for the host's URL; with the one that the page has, it is answered when that has changed. */
export const HOST_URL = "host-url";

/** The host's URL, or a sentence for people that says why there is none. */
export type HostUrlReply = { url: string } | { problem: string };

/** Asks for the token of the app's own host; its reply is as that of HOST_URL. */
export const OWNER_TOKEN = "owner-token";

/** The token, or a sentence for people that says why there is none. */
export type OwnerTokenReply = { token: string } | { problem: string };

/** Asks for what there is to do, after the event of that number; answered when there is something. */
export const EVENTS = "events";
/** Brings the window to the front. */
export const SHOW = "show";
/** Tells how many messages are unread. */
export const UNREAD = "unread";
/** Tells what the menu offers, and in which language. */
export const MENU = "menu";
/** Asks for the preferences, after the given ones have changed. */
export const PREFERENCES = "preferences";
/** Asks for a relay to a host that the page cannot reach; answered with its URL, or null. */
export const RELAY = "relay";
