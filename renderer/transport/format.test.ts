import { expect, test } from "vitest";
import { bytes, clock, inWords, latency, mean, percent, perMinute, scaledUp } from "./format.ts";

const said = (figure: { value: string; unit: string }): string => inWords(figure).replace("\u00a0", " ");

test.each([
  [null, "–"],
  [-3, "<1 ms"],
  [0, "<1 ms"],
  [0.6, "1 ms"],
  [8.4, "8 ms"],
  [999.4, "999 ms"],
  [999.6, "1.00 s"],
  [1_020, "1.02 s"],
  [12_345, "12.35 s"],
])("a latency of %j ms is %s", (ms, text) => expect(said(latency(ms, "en"))).toBe(text));

test.each([
  [null, "–"],
  [0, "0 B"],
  [0.3, "<1 B"],
  [999, "999 B"],
  [999.7, "1.0 kB"],
  [2_140, "2.1 kB"],
  [9_949, "9.9 kB"],
  [9_960, "10 kB"],
  [28_400, "28 kB"],
  [999_600, "1.0 MB"],
  [1_440_000, "1.4 MB"],
  [2_345_000_000, "2,345 MB"],
])("%j bytes are %s", (count, text) => expect(said(bytes(count, "en"))).toBe(text));

test.each([
  [null, "–"],
  [0, "0"],
  [0.3, "<1"],
  [61.4, "61"],
  [1_216, "1,216"],
])("%j requests a minute are %s", (times, text) => expect(said(perMinute(times, "en"))).toBe(text));

test.each([
  [null, "–"],
  [0, "0.0 %"],
  [0.0234, "2.3 %"],
  [0.5, "50 %"],
  [1.25, "125 %"],
])("a part of %j is %s", (part, text) => expect(said(percent(part, "en"))).toBe(text));

test.each([
  [null, "–"],
  [0.98, "1.0"],
  [12.3, "12"],
])("a mean of %j is %s", (value, text) => expect(said(mean(value, "en"))).toBe(text));

test("a moment is told with its seconds, or without", () => {
  const noon = new Date(2026, 0, 1, 0, 5, 7).getTime();
  expect(clock(noon, "en")).toBe("00:05:07");
  expect(clock(noon, "zh", false)).toBe("00:05");
});

test("numbers are written as the reader's language writes them", () => {
  expect(said(latency(1_020, "de"))).toBe("1,02 s");
  expect(said(bytes(2_140, "de"))).toBe("2,1 kB");
  expect(said(latency(1_020, "zh"))).toBe("1.02 s");
});

test("a number and its unit stay on one line", () => expect(inWords(latency(8, "en"))).toBe("8\u00a0ms"));

test("what was scaled up says so, and what is not known or full does not", () => {
  expect(scaledUp(perMinute(60, "en"), 8_000).value).toBe("≈60");
  expect(scaledUp(perMinute(60, "en"), null).value).toBe("60");
  expect(scaledUp(perMinute(0.2, "en"), 8_000).value).toBe("<1");
  expect(scaledUp(perMinute(null, "en"), 8_000).value).toBe("–");
});
