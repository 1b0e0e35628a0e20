import { useTranslation } from "react-i18next";
import { Segmented } from "../look/segmented.tsx";
import { preferredLanguage } from "../words/index.ts";
import { changeSettings, THEMES, useSettings } from "./settings.ts";

/** Each in its own language, so that one finds back. */
const LANGUAGE_NAMES = [
  { value: "en", label: "English", lang: "en" },
  { value: "zh", label: "简体中文", lang: "zh-CN" },
] as const;

/** Theme and language. */
export function AppearanceSection() {
  const { t } = useTranslation();
  const theme = useSettings((settings) => settings.theme);
  const language = useSettings((settings) => settings.language) ?? preferredLanguage();
  return (
    <div className="settings-rows">
      <div className="settings-row">
        <span className="settings-row-label">{t("settings.appearance.theme")}</span>
        <Segmented
          label={t("settings.appearance.theme")}
          options={THEMES.map((value) => ({ value, label: t(`settings.appearance.themes.${value}`) }))}
          value={theme}
          onChange={(chosen) => changeSettings({ theme: chosen })}
        />
      </div>
      <div className="settings-row">
        <span className="settings-row-label">{t("settings.appearance.language")}</span>
        <Segmented
          label={t("settings.appearance.language")}
          options={LANGUAGE_NAMES}
          value={language}
          onChange={(chosen) => changeSettings({ language: chosen })}
        />
      </div>
    </div>
  );
}
