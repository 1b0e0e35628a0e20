/** What stands where a figure is not known: never a 0. */
export const UNKNOWN = "–";

/** A number with about three digits, thousands apart, and never 0 for what is not: the same in every language. */
export function number(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size > 0 && size < 0.01) return value.toLocaleString("en", { maximumSignificantDigits: 2 });
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** A duration: `value` is in ms. */
export function duration(value: number | null): string {
  if (value === null) return UNKNOWN;
  return value < 1_000 ? `${number(value)} ms` : `${number(value / 1_000)} s`;
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
  return `${number(amount)} ${units[unit]}`;
}
