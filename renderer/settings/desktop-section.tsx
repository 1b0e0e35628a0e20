import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { changePreferences, usePreferences } from "../desktop/preferences.ts";
import { Switch } from "../look/switch.tsx";
import { desktop as words } from "../words/desktop.ts";
import { addWords } from "../words/index.ts";
import "./desktop-section.css";

addWords("desktop", words);

const ROWS = [
  { preference: "keepRunning", label: "window", hint: "keepRunningHint" },
  { preference: "startAtLogin", label: "start", hint: null },
  { preference: "notifications", label: "messages", hint: null },
] as const;

/** What only the desktop app can do. It lives in main, which is asked anew each time. */
export function DesktopSection() {
  const { t } = useTranslation();
  const preferences = usePreferences((state) => state.preferences);
  useEffect(() => void changePreferences(), []);
  if (preferences === null) return null;
  return (
    <div className="settings-rows">
      {ROWS.map(({ preference, label, hint }) => (
        <div key={preference} className="settings-row">
          <span className="settings-row-label">{t(`desktop.settings.${label}`)}</span>
          <Switch
            checked={preferences[preference]}
            onChange={(on) => void changePreferences({ [preference]: on })}
          >
            {t(`desktop.settings.${preference}`)}
          </Switch>
          {hint && <span className="settings-row-hint desktop-hint">{t(`desktop.settings.${hint}`)}</span>}
        </div>
      ))}
    </div>
  );
}
