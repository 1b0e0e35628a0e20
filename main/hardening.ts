import { app, session, shell, type WebContents } from "electron";
import { externalAddress, isPermitted, isReload } from "./trust.ts";

function lockDown(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url);
    if (address !== null) void shell.openExternal(address).catch((error: unknown) => console.warn(error));
    return { action: "deny" };
  });
  contents.on("will-navigate", (event) => {
    if (!isReload(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

/** Every page stays where it is and opens no windows; links go to the system's browser. Call before any page. */
export function lockDownPages(): void {
  app.on("web-contents-created", (_event, contents) => lockDown(contents));
}

/** Pages get only the permissions that the app needs, and no devices. Call when the app is ready. */
export function lockDownPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermitted(permission, details.requestingUrl));
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermitted(permission, origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}
