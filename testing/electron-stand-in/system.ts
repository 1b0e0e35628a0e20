import type * as Electron from "electron";

/** What would have been opened outside the app. */
export const openedOutside: string[] = [];

export const shell: Pick<Electron.Shell, "openExternal"> = {
  openExternal: async (url) => {
    openedOutside.push(url);
  },
};

/** There is no menu to see; what it is built from has been type-checked. */
export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => ({ template }),
  setApplicationMenu: () => undefined,
};
