import { expect, test } from "vitest";
import { duration as durationInReport, number as numberInReport } from "../../lab/report/figures-in-words.ts";
import { duration, number } from "./figures.ts";

test.each([
  [0, "0"],
  [0.0019, "0.0019"],
  [0.05, "0.05"],
  [12.34, "12.3"],
  [1_234.5, "1,235"],
])("%d reads %s, on the screen and in the report", (value, text) => {
  expect(number(value, "en")).toBe(text);
  expect(numberInReport(value)).toBe(text);
});

test.each([
  [12.34, "12.3 ms"],
  [1_000, "1 s"],
  [1_020, "1.02 s"],
])("%d ms read %s, on the screen and in the report", (ms, text) => {
  expect(duration(ms, "en").replace("\u00a0", " ")).toBe(text);
  expect(durationInReport(ms)).toBe(text);
});
