/** What stands where a figure is not known: never a 0. */
export const UNKNOWN = "–";

/** A number with about three digits, thousands apart: the same in every language of a report. */
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
