import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Switch } from "../look/switch.tsx";
import {
  allowNotifications,
  areNotificationsAllowed,
  type WhyNot,
  whyNoNotifications,
} from "../notifications/browser-notifications.ts";
import { browser } from "../words/browser.ts";
import { addWords } from "../words/index.ts";
import { changeSettings, useSettings } from "./settings.ts";

addWords("browser", browser);

/** Notifications of a plain browser: asked for when they are switched on. Where there are none, it says why. */
export function NotificationsSection() {
  const { t } = useTranslation();
  const isWanted = useSettings((settings) => settings.notifications);
  const [why, setWhy] = useState<WhyNot | null>(whyNoNotifications);
  const id = useId();

  async function change(on: boolean): Promise<void> {
    const problem = on ? await allowNotifications() : null;
    setWhy(problem);
    changeSettings({ notifications: on && problem === null });
  }

  return (
    <div className="settings-rows">
      <div className="settings-row">
        <Switch
          checked={isWanted && why === null && areNotificationsAllowed()}
          disabled={why === "not-secure" || why === "none"}
          describedBy={why ? id : undefined}
          onChange={(on) => void change(on)}
        >
          {t("browser.notify")}
        </Switch>
      </div>
      {why && (
        <p id={id} className="settings-about" role="status">
          {t(`browser.why.${why}`, { host: location.host, local: localUrl() })}
        </p>
      )}
    </div>
  );
}

/** Where the host's own computer has the same page. */
function localUrl(): string {
  return `http://localhost${location.port && `:${location.port}`}`;
}
