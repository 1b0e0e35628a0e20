import { app } from "electron";
import { autostartFile, isAutostarted, setAutostart } from "./autostart.ts";

/** Tells a start at login from one by hand: no window is opened then. */
export const HIDDEN = "--hidden";

/** The app as it is started: an AppImage by its file, since it is unpacked somewhere else at each start. */
function command(): { path: string; args: string[] } {
  const project = app.isPackaged ? [] : process.argv.slice(1, 2);
  return { path: process.env.APPIMAGE ?? process.execPath, args: [...project, HIDDEN] };
}

/** Whether the app starts when the user logs in. */
export function startsAtLogin(): boolean {
  if (process.platform === "linux") return isAutostarted(autostartFile(process.env));
  return app.getLoginItemSettings(command()).openAtLogin;
}

/** Has the app start when the user logs in, or not. Throws when the system does not allow it. */
export function setStartAtLogin(wanted: boolean): void {
  const { path, args } = command();
  if (process.platform === "linux") {
    setAutostart(autostartFile(process.env), wanted ? [path, ...args] : null);
  } else {
    app.setLoginItemSettings({ openAtLogin: wanted, path, args });
  }
}
