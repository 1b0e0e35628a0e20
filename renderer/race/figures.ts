import { UNKNOWN } from "../transport/format.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** A number with about three digits, and never 0 for what is not; what is not known is a dash. */
export function number(value: number | null, locale: string): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN.value;
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 || size === 0 ? 2 : "few";
  const key = `${locale} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(
      locale,
      digits === "few" ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: digits },
    );
    formats.set(key, format);
  }
  return format.format(value);
}

/** A time in ms: "1.52 ms", from 1 s on "1.02 s". */
export function duration(ms: number | null, locale: string): string {
  if (ms === null) return UNKNOWN.value;
  return ms < 1_000 ? `${number(ms, locale)}\u00a0ms` : `${number(ms / 1_000, locale)}\u00a0s`;
}

/** A number of bytes: "203 B", "1.82 MB". A kB is 1,000. */
export function data(bytes: number | null, locale: string): string {
  if (bytes === null) return UNKNOWN.value;
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.abs(bytes) || 1) / 3)));
  return `${number(bytes / 1_000 ** power, locale)}\u00a0${units[power]}`;
}
