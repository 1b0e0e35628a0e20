/** A figure as it is shown: the number in the reader's way of writing, and its unit. */
export interface Figure {
  readonly value: string;
  readonly unit: string;
}

/** What is not known is a dash, never 0. */
export const UNKNOWN: Figure = { value: "–", unit: "" };

const formats = new Map<string, Intl.NumberFormat>();
const clocks = new Map<string, Intl.DateTimeFormat>();

function number(value: number, locale: string, digits: 0 | 1 | 2): string {
  const key = `${locale} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format.format(value);
}

/** A time in ms: whole ms below 1 s, then s with two decimals. */
export function latency(ms: number | null, locale: string): Figure {
  if (ms === null) return UNKNOWN;
  if (ms < 0.5) return { value: `<${number(1, locale, 0)}`, unit: "ms" }; // clocks differ: it may even be below 0
  if (Math.round(ms) < 1_000) return { value: number(ms, locale, 0), unit: "ms" };
  return { value: number(ms / 1_000, locale, 2), unit: "s" };
}

/** A number of bytes: B, kB (1,000 bytes) or MB; one decimal below 10. */
export function bytes(count: number | null, locale: string): Figure {
  if (count === null) return UNKNOWN;
  if (count > 0 && count < 0.5) return { value: `<${number(1, locale, 0)}`, unit: "B" };
  if (Math.round(count) < 1_000) return { value: number(count, locale, 0), unit: "B" };
  if (Math.round(count / 1_000) < 1_000) return scaled(count / 1_000, "kB", locale);
  return scaled(count / 1_000_000, "MB", locale);
}

function scaled(value: number, unit: string, locale: string): Figure {
  return { value: number(value, locale, value < 9.95 ? 1 : 0), unit };
}

/** How often something happens in a minute. */
export function perMinute(times: number | null, locale: string): Figure {
  if (times === null) return UNKNOWN;
  if (times > 0 && times < 0.5) return { value: `<${number(1, locale, 0)}`, unit: "" };
  return { value: number(times, locale, 0), unit: "" };
}

/** A moment as the clock on the wall shows it, with its seconds or without; `time` in Unix ms. */
export function clock(time: number, locale: string, withSeconds = true): string {
  const key = `${locale} ${withSeconds}`;
  let format = clocks.get(key);
  if (!format) {
    const seconds = withSeconds ? ({ second: "2-digit" } as const) : {};
    format = new Intl.DateTimeFormat(locale, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      ...seconds,
    });
    clocks.set(key, format);
  }
  return format.format(time);
}

/** A part of a whole. */
export function percent(part: number | null, locale: string): Figure {
  if (part === null) return UNKNOWN;
  const digits = part < 0.0995 ? 1 : 0;
  return { value: number(part * 100, locale, digits), unit: "%" };
}

/** A mean of a small number of things. */
export function mean(value: number | null, locale: string): Figure {
  return value === null ? UNKNOWN : { value: number(value, locale, value < 9.95 ? 1 : 0), unit: "" };
}

/** A figure that was scaled up from less time than it is of, marked as such. */
export function scaledUp(figure: Figure, scaledFrom: number | null): Figure {
  const isMarked = scaledFrom !== null && /^\d/.test(figure.value);
  return isMarked ? { ...figure, value: `≈${figure.value}` } : figure;
}

/** The figure in one piece, which no line break parts. */
export function inWords({ value, unit }: Figure): string {
  return unit ? `${value}\u00a0${unit}` : value;
}
