import { useEffect } from "react";
import { settingsNow } from "../settings/settings.ts";
import { areNotificationsAllowed } from "./browser-notifications.ts";
import { startNotifications } from "./notify.ts";

/** What the page does only in a plain browser, where the person has switched it on: notifications. */
export function BrowserParts() {
  useEffect(
    () =>
      startNotifications({
        isOn: () => settingsNow().notifications && areNotificationsAllowed(),
        show: () => focus(),
      }),
    [],
  );
  return null;
}
