import { describe, expect, test } from "vitest";
import { access } from "./access.ts";
import { browser } from "./browser.ts";
import { desktop } from "./desktop.ts";
import { effects } from "./effects.ts";
import { hosting } from "./hosting.ts";
import { LANGUAGES, type Language, preferredLanguage, words } from "./index.ts";
import { nearby } from "./nearby.ts";
import { race } from "./race.ts";
import { wire } from "./wire.ts";

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text of a language by its key: "common.close". */
function texts(tree: object, path = ""): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    value !== null && typeof value === "object" ? texts(value, `${path}${key}.`) : [[path + key, value]],
  ) as [string, unknown][];
}

const all = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    texts({
      ...words[language],
      wire: wire[language],
      race: race[language],
      effects: effects[language],
      nearby: nearby[language],
      desktop: desktop[language],
      hosting: hosting[language],
      browser: browser[language],
      access: access[language],
    }),
  ]),
) as Record<Language, [string, unknown][]>;
const withoutPlural = (key: string): string => key.replace(PLURAL, "");
const placeholders = (text: string): string[] =>
  [...new Set(text.match(/\{\{\s*[^}]+\}\}|<\/?[a-z]+\/?>/g) ?? [])].sort();

test("both languages have the same keys", () => {
  const keys = (language: Language) => [...new Set(all[language].map(([key]) => withoutPlural(key)))].sort();
  expect(keys("zh")).toEqual(keys("en"));
});

test.each(LANGUAGES)("%s has no empty text", (language) => {
  const empty = all[language].filter(([, text]) => typeof text !== "string" || text.trim() === "");
  expect(empty).toEqual([]);
});

test.each(LANGUAGES)("%s has the plural forms that the language needs, and no others", (language) => {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
  const forms = new Map<string, string[]>();
  for (const [key] of all[language]) {
    const form = PLURAL.exec(key)?.[1];
    if (form) forms.set(withoutPlural(key), [...(forms.get(withoutPlural(key)) ?? []), form]);
  }
  for (const [key, has] of forms) expect([key, ...has.toSorted()]).toEqual([key, ...needed]);
});

test("a text has the same placeholders and tags in both languages", () => {
  const english = new Map<string, string[]>();
  for (const [key, text] of all.en) english.set(withoutPlural(key), placeholders(String(text)));
  for (const [key, text] of all.zh)
    expect([key, ...placeholders(String(text))]).toEqual([key, ...(english.get(withoutPlural(key)) ?? [])]);
});

describe("the language at first start", () => {
  test("is the first of the browser's that the app speaks", () => {
    expect(preferredLanguage(["zh-CN", "en"])).toBe("zh");
    expect(preferredLanguage(["fr", "zh-Hant-TW", "en"])).toBe("zh");
    expect(preferredLanguage(["en-GB", "zh"])).toBe("en");
  });

  test("is English if there is none", () => {
    expect(preferredLanguage(["fr", "de"])).toBe("en");
    expect(preferredLanguage([])).toBe("en");
  });
});
