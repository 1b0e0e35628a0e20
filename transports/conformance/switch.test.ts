import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { withNodeSubject } from "./node-subject.ts";
import { everyPair, randomWalk, walkUnderTraffic } from "./switch-routes.ts";

test("the walk has every ordered pair once", () => {
  const walk = ["sse" as const, ...everyPair("sse")];
  const pairs = walk.slice(1).map((to, i) => `${walk[i]} > ${to}`);
  expect(pairs).toHaveLength(30);
  expect(new Set(pairs).size).toBe(30);
  expect(pairs.every((pair) => new Set(pair.split(" > ")).size === 2)).toBe(true);
});

// Most of a switch is waiting: some run at once.
describe.concurrent.each([0, 40])(
  "with %i ms of latency each way, in Node",
  { timeout: 240_000 },
  (latencyMs) => {
    test("30 switches, one for every pair: nothing lost, twice or out of order", async () => {
      await withNodeSubject("websocket", (subject) =>
        walkUnderTraffic(subject, everyPair("websocket"), { latencyMs, dwellMs: 100 }),
      );
    });

    test.each([1, 2, 3])("random switches without a rest, seed %i: the same", async (seed) => {
      await withNodeSubject(TRANSPORTS[seed] ?? "sse", (subject) =>
        walkUnderTraffic(subject, randomWalk(30, seed), { latencyMs, dwellMs: 0 }),
      );
    });
  },
);
