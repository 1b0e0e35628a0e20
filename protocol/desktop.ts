import { z } from "zod";
import { hostId } from "./host-key.ts";
import { roomName } from "./schemas.ts";

// What the desktop app's main process and its page tell each other. Each side checks what it gets.

/** Name of an action in the page's registry (renderer/actions/actions.ts). */
const actionName = z.string().regex(/^[a-z][a-z-]{0,39}$/);

/** Where a link leads: a host's address, and perhaps a room there. */
export const joinTarget = z.strictObject({
  /** As a person would type it: "192.168.1.20:4460". */
  address: z
    .string()
    .min(1)
    .max(262)
    .regex(/^[\w.:[\]-]+$/),
  room: roomName.exactOptional(),
  /** The id of the host that is meant. */
  hostId: hostId.exactOptional(),
});

/** Main to page: something to do. */
export const desktopEvent = z.discriminatedUnion("type", [
  /** An item of the menu was chosen. */
  z.strictObject({ type: z.literal("action"), name: actionName }),
  /** A pushpull: link was opened. It may come from anybody, so a person is asked first. */
  z.strictObject({ type: z.literal("join"), ...joinTarget.shape }),
  /** The computer woke up from sleep. */
  z.strictObject({ type: z.literal("resumed") }),
]);

/** Most events that wait for the page; the oldest go. */
export const MOST_EVENTS = 50;

/** Main to page: events, and the number of the last of them, to be given when asking for the next. */
export const desktopEvents = z.strictObject({
  last: z.int().min(0),
  events: z.array(desktopEvent).max(MOST_EVENTS),
});

export const LANGUAGES_OF_DESKTOP = ["en", "zh"] as const;

/** Page to main: what the menu offers, in the language of the page. */
export const desktopMenu = z.strictObject({
  language: z.enum(LANGUAGES_OF_DESKTOP),
  actions: z
    .array(
      z.strictObject({
        name: actionName,
        label: z.string().min(1).max(80),
        /** As Electron writes keys: "CmdOrCtrl+Shift+W". */
        keys: z
          .string()
          .regex(/^(CmdOrCtrl\+)?(Alt\+)?(Shift\+)?([A-Z0-9.,/]|F[1-9]|Up|Down|Esc)$/)
          .exactOptional(),
      }),
    )
    .max(40),
});

/** Page to main: where a host is that the page cannot reach by itself. */
export const relayTarget = z.strictObject({
  /** A name, or an IP address without brackets. */
  host: z
    .string()
    .min(1)
    .max(253)
    .regex(/^(?!-)[\w.:-]+$/),
  port: z.int().min(1).max(65_535),
});

/** Main to page: the URL of a relay to it; null when main finds no host there either. */
export const relayUrl = z
  .string()
  .regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/)
  .nullable();

/** Page to main: how many messages are unread. */
export const unreadMessages = z.int().min(0).max(1_000_000_000);

/** What the person chose for the desktop app. */
export const desktopPreferences = z.strictObject({
  /** Whether the app goes on without a window, in the tray, when that is closed; else it quits. */
  keepRunning: z.boolean(),
  startAtLogin: z.boolean(),
  /** Whether messages that nobody looks at are notified. */
  notifications: z.boolean(),
});

/** Page to main: the preferences that change. */
export const preferenceChange = z.strictObject({
  keepRunning: z.boolean().exactOptional(),
  startAtLogin: z.boolean().exactOptional(),
  notifications: z.boolean().exactOptional(),
});

export type JoinTarget = z.infer<typeof joinTarget>;
export type DesktopEvent = z.infer<typeof desktopEvent>;
export type DesktopEvents = z.infer<typeof desktopEvents>;
export type DesktopMenu = z.infer<typeof desktopMenu>;
export type RelayTarget = z.infer<typeof relayTarget>;
export type DesktopPreferences = z.infer<typeof desktopPreferences>;
export type PreferenceChange = z.infer<typeof preferenceChange>;
