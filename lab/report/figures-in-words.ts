/** What stands where a figure is not known: never a 0. */
export const UNKNOWN = "–";

/** A number with about three digits, thousands apart. */
export function number(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** A duration: `value` is in ms. */
export function duration(value: number | null): string {
  if (value === null) return UNKNOWN;
  return value < 1_000 ? `${number(value)} ms` : `${(value / 1_000).toFixed(2)} s`;
}

/** An amount of data: `value` is in bytes. A kB is 1,000. */
export function data(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const units = ["B", "kB", "MB", "GB", "TB"];
  let amount = value;
  let unit = 0;
  while (Math.abs(amount) >= 1_000 && unit < units.length - 1) {
    amount /= 1_000;
    unit++;
  }
  return `${unit === 0 && value >= 10 ? Math.round(value) : number(amount)} ${units[unit]}`;
}

/** `1 request`, `2 requests`. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${number(value)} ${value === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `a to b`; `a` when they read the same. */
export function range(least: string, most: string): string {
  return least === most ? least : `${least} to ${most}`;
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
