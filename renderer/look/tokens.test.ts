import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { PERSON_COLOURS } from "./person.ts";

type Rgb = readonly [number, number, number];

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const block = (selector: string): Record<string, string> => {
  const body = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
};
const light = block(":root");
const themes = { light, dark: { ...light, ...block('[data-theme="dark"]') } };

function linear(hex: string | undefined): Rgb {
  if (!hex) throw new Error("No such token");
  const channel = (at: number): number => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(a: string | undefined, b: string | undefined): number {
  const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [high, low] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** How eyes without one kind of cone see linear sRGB (Machado, Oliveira, Fernandes 2009, severity 1). */
const EYES = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

function seen(hex: string | undefined, eyes: keyof typeof EYES): Rgb {
  const [r, g, b] = linear(hex);
  return EYES[eyes].map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as unknown as Rgb;
}

/** CIE L*a*b* of linear sRGB under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function nearestMarks(theme: Record<string, string>, eyes: keyof typeof EYES): number {
  const marks = TRANSPORTS.map((name) => lab(seen(theme[name], eyes)));
  const distances = marks.flatMap((a, i) =>
    marks.slice(i + 1).map((b) => Math.hypot(...a.map((v, k) => v - (b[k] ?? 0)))),
  );
  return Math.min(...distances);
}

describe.each(Object.entries(themes))("%s", (_, theme) => {
  const surfaces = ["bg", "side-bg"];
  const texts = ["ink", "ink-2", "ink-3", "danger", "warn", "ok", ...TRANSPORTS.map((name) => `${name}-ink`)];

  test.each(texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)))(
    "text in %s can be read on %s",
    (text, surface) => expect(contrast(theme[text], theme[surface])).toBeGreaterThanOrEqual(4.5),
  );

  const pairs: [text: string, surface: string][] = [
    ["ink-3", "sunk"],
    ["ink-2", "active"],
    ["on-ink", "ink"],
    ["on-ink", "ink-2"],
    ["danger", "danger-wash"],
    ["ink-2", "danger-wash"],
    ...TRANSPORTS.map((name): [string, string] => [`${name}-ink`, `${name}-wash`]),
  ];
  test.each(pairs)("text in %s can be read on %s", (text, surface) =>
    expect(contrast(theme[text], theme[surface])).toBeGreaterThanOrEqual(4.5),
  );

  test.each([...TRANSPORTS, "ctl"].flatMap((mark) => surfaces.map((surface) => [mark, surface] as const)))(
    "a mark in %s can be seen on %s",
    (mark, surface) => expect(contrast(theme[mark], theme[surface])).toBeGreaterThanOrEqual(3),
  );

  test.each(Object.keys(EYES) as (keyof typeof EYES)[])("any two transports differ under %s vision", (eyes) =>
    expect(nearestMarks(theme, eyes)).toBeGreaterThanOrEqual(13),
  );
});

test.each(Array.from({ length: PERSON_COLOURS }, (_, i) => i + 1))("initials can be read on person %i", (n) =>
  expect(contrast("#ffffff", light[`person-${n}`])).toBeGreaterThanOrEqual(4.5),
);
