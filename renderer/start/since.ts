const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** How long ago something was, in the largest unit that fits: "3 days ago", "now". Both times are Unix times in ms. */
export function sinceText(at: number, now: number, language: string): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const age = Math.max(0, now - at);
  const [unit, ms] = STEPS.find(([, ms]) => age >= ms) ?? (["second", Number.POSITIVE_INFINITY] as const);
  return words.format(-Math.floor(age / ms) || 0, unit);
}
