import { expect, test } from "vitest";
import type { Arrived } from "./figures.ts";
import { stepsOf } from "./steps.ts";
import { figuresWith, intervalWith } from "./test-meter.ts";

const arrived = (at: number, latency: number, transport: Arrived["transport"] = "sse"): Arrived => ({
  n: at,
  at,
  latency,
  transport,
  sender: "Mina",
});
const every2s = (count: number, start: number, transport: Arrived["transport"] = "sse") =>
  Array.from({ length: count }, (_, i) =>
    intervalWith(transport, start + i * 2_000, start + (i + 1) * 2_000, { up: 20, down: 40, requests: 1 }),
  );

test("a step has the median and the slowest of its messages, and what was counted, by the minute", () => {
  const steps = stepsOf(
    figuresWith({
      at: 610_000,
      intervals: every2s(5, 600_000),
      arrivals: [arrived(600_000, 5), arrived(605_000, 9), arrived(609_999, 70)],
    }),
  );
  expect(steps).toEqual([
    {
      id: "60",
      from: 600_000,
      to: 610_000,
      transport: "sse",
      messages: 3,
      median: 9,
      slowest: 70,
      up: 600,
      down: 1_200,
      requests: 30,
    },
  ]);
});

test("steps begin at whole 10 s of the clock on the wall, and the last one ends now", () => {
  const steps = stepsOf(figuresWith({ at: 612_000, wall: 4_000, intervals: every2s(6, 600_000) }));
  expect(steps.map(({ from, to }) => [from, to])).toEqual([
    [596_000, 606_000],
    [606_000, 612_000],
  ]);
});

test("a switch parts a step in two, each with its own transport's figures", () => {
  const steps = stepsOf(
    figuresWith({
      at: 610_000,
      transport: "websocket",
      intervals: [...every2s(2, 600_000), ...every2s(2, 604_500, "websocket")],
      arrivals: [arrived(601_000, 900), arrived(606_000, 4, "websocket")],
      switches: [{ at: 604_200, from: "sse", to: "websocket" }],
    }),
  );
  expect(steps.map(({ id, transport, median, requests }) => [id, transport, median, requests])).toEqual([
    ["60", "sse", 900, 30],
    ["switch 604200", "websocket", 4, 30],
  ]);
});

test("the second before a switch is in its step, too, also where a whole step would begin there", () => {
  const steps = stepsOf(
    figuresWith({
      at: 621_000,
      transport: "websocket",
      intervals: [
        ...every2s(5, 600_000),
        intervalWith("sse", 610_000, 611_000, { requests: 9 }),
        ...every2s(5, 611_000, "websocket"),
      ],
      switches: [{ at: 611_000, from: "sse", to: "websocket" }],
    }),
  );
  expect(steps.map(({ from, to, transport }) => [from, to, transport])).toEqual([
    [600_000, 611_000, "sse"],
    [611_000, 620_000, "websocket"],
    [620_000, 621_000, "websocket"],
  ]);
  expect(steps[0]?.requests).toBeCloseTo(((5 + 9) / 11) * 60);
});

test("what was not measured is null, never 0, and steps without anything are left out", () => {
  const steps = stepsOf(figuresWith({ at: 640_000, arrivals: [arrived(601_000, 5)] }));
  expect(steps).toMatchObject([{ id: "60", messages: 1, up: null, down: null, requests: null }]);
  const idle = stepsOf(figuresWith({ at: 610_000, intervals: every2s(5, 600_000) }));
  expect(idle).toMatchObject([{ messages: 0, median: null, slowest: null, requests: 30 }]);
});

test("what is older than five minutes is left out", () => {
  const figures = figuresWith({
    at: 910_000,
    intervals: every2s(5, 600_000),
    arrivals: [arrived(601_000, 5)],
  });
  expect(stepsOf(figures)).toEqual([]);
});
