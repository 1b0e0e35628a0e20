import type { CDPSession } from "@playwright/test";
import type * as Electron from "electron";

type RequestHandler = NonNullable<Parameters<Electron.Session["setPermissionRequestHandler"]>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session["setPermissionCheckHandler"]>[0]>;
type Permission = Parameters<CheckHandler>[1];

/** Chromium's names of permissions, and Electron's. */
const PERMISSIONS: readonly (readonly [chromium: string, electron: Permission])[] = [
  ["notifications", "notifications"],
  ["clipboard-write", "clipboard-sanitized-write"],
  ["clipboard-read", "clipboard-read"],
  ["geolocation", "geolocation"],
  ["camera", "media"],
  ["microphone", "media"],
  ["local-network", "local-network"],
  ["loopback-network", "loopback-network"],
];

let onRequest: RequestHandler | null = null;
let onCheck: CheckHandler | null = null;

function isGranted(permission: Permission, url: string): boolean {
  if (!onRequest || !onCheck) throw new Error("A page was opened before the permission handlers were set.");
  let granted = false;
  const details = { requestingUrl: url, isMainFrame: true };
  onRequest({} as Electron.WebContents, permission, (answer) => (granted = answer), details);
  return granted && onCheck(null, permission, url, details);
}

/**
 * Chromium can't ask us when a page asks it, so the app is asked about every permission beforehand, and Chromium
 * told the answers. `url` is the page's as the app knows it, `origin` as Chromium does.
 */
export async function applyPermissions(browser: CDPSession, url: string, origin: string): Promise<void> {
  for (const [name, permission] of PERMISSIONS) {
    const setting = isGranted(permission, url) ? "granted" : "denied";
    await browser.send("Browser.setPermission", { permission: { name }, setting, origin });
  }
}

type Session = Pick<
  Electron.Session,
  "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler"
>;

export const session: { defaultSession: Session } = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => {
      onRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      onCheck = handler;
    },
    setDevicePermissionHandler: () => undefined, // the browser has no devices
  },
};
