import { useTranslation } from "react-i18next";
import { changeSettings } from "../settings/settings.ts";

/** Leads to the other language, in that language. */
export function LanguageLink() {
  const { i18n } = useTranslation();
  const [language, name, lang] =
    i18n.language === "zh" ? (["en", "English", "en"] as const) : (["zh", "简体中文", "zh-CN"] as const);
  return (
    <button type="button" className="start-language" lang={lang} onClick={() => changeSettings({ language })}>
      {name}
    </button>
  );
}
