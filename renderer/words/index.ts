import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { access } from "./access.ts";
import type { browser } from "./browser.ts";
import { chat } from "./chat.ts";
import { common } from "./common.ts";
import type { desktop } from "./desktop.ts";
import type { effects } from "./effects.ts";
import type { hosting } from "./hosting.ts";
import type { nearby } from "./nearby.ts";
import { network } from "./network.ts";
import type { race } from "./race.ts";
import { settings } from "./settings.ts";
import { transport } from "./transport.ts";
import type { wire } from "./wire.ts";

/** One file an area, with both languages side by side. A key is "area.key": `t("common.close")`. */
export const words = {
  en: {
    common: common.en,
    chat: chat.en,
    transport: transport.en,
    settings: settings.en,
    network: network.en,
  },
  zh: {
    common: common.zh,
    chat: chat.zh,
    transport: transport.zh,
    settings: settings.zh,
    network: network.zh,
  },
} as const;

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "words";
    resources: {
      words: typeof words.en & {
        wire: typeof wire.en;
        race: typeof race.en;
        effects: typeof effects.en;
        nearby: typeof nearby.en;
        desktop: typeof desktop.en;
        hosting: typeof hosting.en;
        browser: typeof browser.en;
        access: typeof access.en;
      };
    };
  }
}

type LaterArea = "wire" | "race" | "effects" | "nearby" | "desktop" | "hosting" | "browser" | "access";

/** Words of a screen that is loaded when it is first shown, and they with it. */
export function addWords(area: LaterArea, added: Record<Language, object>): void {
  for (const language of LANGUAGES)
    i18next.addResourceBundle(language, "words", { [area]: added[language] }, true, true);
}

/** The first of the browser's languages that the app speaks; English if it speaks none of them. */
export function preferredLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of preferred) {
    const language = LANGUAGES.find((known) => tag.toLowerCase().split("-")[0] === known);
    if (language) return language;
  }
  return "en";
}

/** Speaks `language` from now on, on everything that is on screen. */
export function speak(language: Language): void {
  if (i18next.isInitialized) void i18next.changeLanguage(language);
  else start(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

function start(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    initAsync: false, // the words are in the bundle, so that the first render has them
    defaultNS: "words",
    resources: { en: { words: words.en }, zh: { words: words.zh } },
    interpolation: { escapeValue: false }, // React escapes
  });
}
