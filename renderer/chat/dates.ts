import type { TFunction } from "i18next";

/** The reader's own variety of the app's language: "en-GB" for English in Britain. */
export function locale(language: string, preferred: readonly string[] = navigator.languages): string {
  return preferred.find((tag) => tag.split("-")[0] === language && isLanguageTag(tag)) ?? language;
}

/** Chromium hands on what the system says, "en-US@posix" for one, and Intl throws at that. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

const SHAPES = {
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  full: { dateStyle: "full", timeStyle: "medium" },
  day: { weekday: "long", day: "numeric", month: "long" },
  dayAndYear: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes far longer than using it: each is made once. */
function format(ms: number, language: string, shape: keyof typeof SHAPES): string {
  const key = shape + language;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale(language), SHAPES[shape]);
    formats.set(key, found);
  }
  return found.format(ms);
}

/** "14:06": 24 hours, so that it fits beside any message. `ms`: Unix time. */
export function clockTime(ms: number, language: string): string {
  return format(ms, language, "clock");
}

/** Date and time to the second, for whoever asks for it. `ms`: Unix time. */
export function fullTime(ms: number, language: string): string {
  return format(ms, language, "full");
}

/** "Today, Friday 20 November"; the year only when it is not this one. Both times are Unix ms. */
export function dayName(ms: number, now: number, language: string, t: TFunction): string {
  const isThisYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  const date = format(ms, language, isThisYear ? "day" : "dayAndYear");
  const daysAgo = Math.round((startOfDay(now) - startOfDay(ms)) / 86_400_000);
  if (daysAgo === 0) return t("chat.today", { date });
  return daysAgo === 1 ? t("chat.yesterday", { date }) : date;
}

/** Midnight before `ms`, where the reader is. */
export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
