import { describe, expect, test } from "vitest";
import type { Scale } from "../../protocol/report.ts";
import { SCENARIO_NAMES, scaleOf } from "../../protocol/scenarios.ts";
import { SCENARIOS, SOURCE, scheduleOf } from "./scenarios.ts";

const SCALE: Scale = { clients: 10, rate: 12, size: 30, seconds: 5 };

test("stand in the order of their names", () => {
  expect(SCENARIOS.map(({ name }) => name)).toEqual(SCENARIO_NAMES);
});

describe.each(SCENARIO_NAMES)("%s", (name) => {
  const scale = scaleOf(name, SCALE);
  const schedule = scheduleOf(name, scale, 7);

  test("is the same again for the same seed", () => {
    expect(scheduleOf(name, scale, 7)).toEqual(schedule);
  });

  test("says other things for another seed", () => {
    const texts = scheduleOf(name, scale, 8).map(({ text }) => text);
    expect(texts).not.toEqual(schedule.map(({ text }) => text));
  });

  test("sends in order, within its time, from those who are there, texts of the size asked for", () => {
    expect(schedule.length).toBeGreaterThan(0);
    const times = schedule.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    for (const { at, from, text } of schedule) {
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(5_000);
      expect(from === SOURCE || (from >= 0 && from < 10)).toBe(true);
      expect(Buffer.byteLength(text)).toBe(30);
    }
  });

  test("has its times unmoved by the size of the texts", () => {
    const longer = scheduleOf(name, { ...scale, size: 400 }, 7);
    expect(longer.map(({ at, from }) => [at, from])).toEqual(schedule.map(({ at, from }) => [at, from]));
  });
});

describe("the rate", () => {
  test.each(["sports", "stocks", "chat", "big-room"] as const)(
    "%s sends as many messages as it asks for",
    (name) => {
      expect(scheduleOf(name, scaleOf(name, SCALE), 1)).toHaveLength(60);
    },
  );

  test("does not change what has a rate of its own", () => {
    expect(scheduleOf("order-status", scaleOf("order-status", SCALE), 1)).toHaveLength(1);
    expect(scheduleOf("clock", scaleOf("clock", SCALE), 1)).toHaveLength(5);
    expect(scaleOf("clock", SCALE).rate).toBe(1);
  });

  test("is the scenario's own where none is asked for", () => {
    expect(scaleOf("stocks", { seconds: 2 })).toEqual({ clients: 20, rate: 50, size: 40, seconds: 2 });
    const asked = { clients: 3, rate: 4, size: 5, seconds: 2 };
    expect(scaleOf("stocks", asked)).toEqual(asked);
    expect(scheduleOf("stocks", scaleOf("stocks", { seconds: 2 }), 1)).toHaveLength(100);
  });
});

test("in the chat all talk, and in the big room few do", () => {
  const scale = { ...SCALE, clients: 100, seconds: 60 };
  const speakers = (name: "chat" | "big-room"): number =>
    new Set(scheduleOf(name, scale, 3).map(({ from }) => from)).size;
  expect(speakers("chat")).toBeGreaterThan(80);
  expect(speakers("big-room")).toBe(5);
});
