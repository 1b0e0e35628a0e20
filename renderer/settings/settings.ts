import { z } from "zod";
import { create } from "zustand";
import { POLL_INTERVAL } from "../../protocol/limits.ts";
import { memberName, memberToken, roomName } from "../../protocol/schemas.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { store, stored } from "../state/storage.ts";
import { LANGUAGES } from "../words/index.ts";

const KEY = "pushpull.settings";

export const THEMES = ["light", "dark", "system"] as const;

/** What this browser remembers. A field that is missing or bad counts as its default. */
const settingsSchema = z.object({
  /** Empty until it is given on first start. */
  name: memberName.catch(""),
  /** By host id: the secret by which that host, and no other, knows this member again. */
  tokens: z.record(z.string(), memberToken).catch({}),
  /** By host id: who comes to that host to test the way. */
  visitors: z.record(z.string(), z.object({ name: memberName, token: memberToken })).catch({}),
  /** By host URL: the room that was open last. */
  lastRoom: z.record(z.string(), roomName).catch({}),
  theme: z.enum(THEMES).catch("system"),
  /** null: the browser's. */
  language: z.enum(LANGUAGES).nullable().catch(null),
  /** The transport to connect with. Which one is in use, the session knows. */
  transport: z.enum([...TRANSPORTS, "auto"]).catch("websocket"),
  /** Of short polling, in ms. */
  pollInterval: z.int().min(POLL_INTERVAL.min).max(POLL_INTERVAL.max).catch(POLL_INTERVAL.default),
  /** Whether messages show how they arrived. */
  arrivalMarks: z.boolean().catch(true),
  /** Whether a plain browser notifies of messages; the desktop app keeps that itself. */
  notifications: z.boolean().catch(false),
  panelOpen: z.boolean().catch(true),
  stripFolded: z.boolean().catch(false),
});

export type Settings = z.infer<typeof settingsSchema>;
export type Theme = Settings["theme"];

/** The settings that a stored text holds. Never throws: what cannot be read counts as not set. */
export function readSettings(text: string | null): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch (error) {
    console.warn("The stored settings are no JSON; the defaults are used.", error);
  }
  const parsed = settingsSchema.safeParse(value);
  return parsed.success ? parsed.data : settingsSchema.parse({});
}

/** The settings, live and stored: `useSettings((s) => s.theme)`. */
export const useSettings = create<Settings>()(() => readSettings(stored(KEY)));

/** Changes some settings, at once and for the next start. */
export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change);
  store(KEY, JSON.stringify(useSettings.getState()));
}

/** The settings now, outside of React. */
export const settingsNow = (): Settings => useSettings.getState();

/** Remembers the token of this member on a host. */
export function rememberToken(hostId: string, token: string): void {
  changeSettings({ tokens: { ...settingsNow().tokens, [hostId]: token } });
}

/** Remembers which room is open on a host. */
export function rememberRoom(hostUrl: string, room: string): void {
  changeSettings({ lastRoom: { ...settingsNow().lastRoom, [hostUrl]: room } });
}

/** Follows changes that another tab makes. Returns "off". */
export function followOtherTabs(): () => void {
  const follow = (event: StorageEvent): void => {
    if (event.key === KEY) useSettings.setState(readSettings(event.newValue));
  };
  addEventListener("storage", follow);
  return () => removeEventListener("storage", follow);
}
