import { EventEmitter } from "node:events";
import type * as Electron from "electron";

/** What would have been opened outside the app. */
export const openedOutside: string[] = [];

export const shell: Pick<Electron.Shell, "openExternal"> = {
  openExternal: async (url) => {
    openedOutside.push(url);
  },
};

/** The computer's sleep: a test emits `resume`. */
export const powerMonitor = new EventEmitter();

/** One screen. */
export const screen: Pick<Electron.Screen, "getAllDisplays"> = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 25, width: 1440, height: 875 } } as Electron.Display],
};
