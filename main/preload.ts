// Runs sandboxed beside the app's page, and gives it `window.pushpull`: nothing but these functions.
import { contextBridge, ipcRenderer } from "electron";
import type {
  DesktopEvents,
  DesktopMenu,
  DesktopPreferences,
  PreferenceChange,
  RelayTarget,
} from "../protocol/desktop.ts";
import {
  EVENTS,
  HOST_URL,
  type HostUrlReply,
  MENU,
  OWNER_TOKEN,
  type OwnerTokenReply,
  PREFERENCES,
  RELAY,
  SHOW,
  UNREAD,
} from "./page-calls.ts";

/** See DesktopBridge in renderer/bridge.ts. */
const bridge = {
  async hostUrl(...after: [after?: string]): Promise<string> {
    const reply: HostUrlReply = await ipcRenderer.invoke(HOST_URL, ...after);
    if ("problem" in reply) throw new Error(reply.problem);
    return reply.url;
  },
  async ownerToken(): Promise<string> {
    const reply: OwnerTokenReply = await ipcRenderer.invoke(OWNER_TOKEN);
    if ("problem" in reply) throw new Error(reply.problem);
    return reply.token;
  },
  events: (after: number): Promise<DesktopEvents> => ipcRenderer.invoke(EVENTS, after),
  show: (): Promise<void> => ipcRenderer.invoke(SHOW),
  setUnread: (count: number): Promise<void> => ipcRenderer.invoke(UNREAD, count),
  setMenu: (menu: DesktopMenu): Promise<void> => ipcRenderer.invoke(MENU, menu),
  preferences: (change: PreferenceChange): Promise<DesktopPreferences> =>
    ipcRenderer.invoke(PREFERENCES, change),
  relay: (target: RelayTarget): Promise<string | null> => ipcRenderer.invoke(RELAY, target),
};

contextBridge.exposeInMainWorld("pushpull", bridge);
