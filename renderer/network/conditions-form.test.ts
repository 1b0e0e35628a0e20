import { describe, expect, test } from "vitest";
import { PRESET_NAMES, PRESETS } from "../../protocol/faults.ts";
import { type ConditionsForm, formOf, readForm } from "./conditions-form.ts";

const empty = formOf(PRESETS.direct);

const wrong = (change: Partial<ConditionsForm>) => {
  const read = readForm({ ...empty, ...change });
  return read.ok ? "nothing" : read.errors;
};

test.each(PRESET_NAMES)("%s in the form and out of it is the same", (name) => {
  expect(readForm(formOf(PRESETS[name]))).toEqual({ ok: true, conditions: PRESETS[name] });
});

test("an empty form is a direct network", () => {
  const blank = Object.fromEntries(Object.keys(empty).map((name) => [name, ""]));
  expect(readForm({ ...empty, ...blank, refuseUpgrade: false })).toEqual({
    ok: true,
    conditions: PRESETS.direct,
  });
});

test("each field counts in its unit, with a comma, too", () => {
  const form = { latencyMs: " 12,5 ", bytesPerSecond: "1.5", idleCutMs: "0.5", cutEveryMs: "20" };
  expect(readForm({ ...empty, ...form, bufferBytes: "100", bufferMs: "30", refuseUpgrade: true })).toEqual({
    ok: true,
    conditions: {
      ...PRESETS.direct,
      latencyMs: 12.5,
      bytesPerSecond: 1_500,
      idleCutMs: 500,
      cutEveryMs: 20_000,
      buffer: { bytes: 100, ms: 30 },
      refuseUpgrade: true,
    },
  });
});

describe("what is wrong", () => {
  test.each(["much", "1e", "1.2.3", "NaN", "Infinity", "--1"])("%j is no number", (text) =>
    expect(wrong({ latencyMs: text })).toEqual({ latencyMs: { kind: "notNumber" } }),
  );

  test.each([
    ["latencyMs", "-1", { kind: "tooSmall", limit: 0 }],
    ["jitterMs", "10001", { kind: "tooBig", limit: 10_000 }],
    ["bytesPerSecond", "0.01", { kind: "tooSmall", limit: 0.1 }],
    ["idleCutMs", "3601", { kind: "tooBig", limit: 3_600 }],
    ["cutEveryMs", "0.001", { kind: "tooSmall", limit: 0.01 }],
  ] as const)("%s of %s", (name, text, error) => expect(wrong({ [name]: text })).toEqual({ [name]: error }));

  test("the two limits of a buffer belong together", () => {
    expect(wrong({ bufferBytes: "4096" })).toEqual({ bufferMs: { kind: "missing" } });
    expect(wrong({ bufferMs: "10" })).toEqual({ bufferBytes: { kind: "missing" } });
    expect(wrong({ bufferBytes: "0", bufferMs: "x" })).toMatchObject({ bufferMs: { kind: "notNumber" } });
  });

  test("all at once, each at its field", () => {
    expect(wrong({ latencyMs: "x", jitterMs: "-5", bufferMs: "0", bufferBytes: "9" })).toEqual({
      latencyMs: { kind: "notNumber" },
      jitterMs: { kind: "tooSmall", limit: 0 },
      bufferMs: { kind: "tooSmall", limit: 1 },
    });
  });
});
