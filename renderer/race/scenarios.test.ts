import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../lab/race/scenarios.ts";
import { POLL_INTERVAL } from "../../protocol/limits.ts";
import type { RaceSetup } from "../../protocol/race.ts";
import { estimate, scaleOf, USUAL } from "./scenarios.ts";

const setup: RaceSetup = {
  transports: ["sse", "websocket"],
  scenario: "chat",
  conditions: "direct",
  seconds: 10,
  pollIntervalMs: POLL_INTERVAL.default,
  seed: 1,
  together: false,
};

describe("the scenarios' usual scales", () => {
  it("are the host's", () => {
    const theirs = SCENARIOS.map(({ name, usual, hasRate }) => [name, { ...usual, hasRate }]);
    expect(USUAL).toEqual(Object.fromEntries(theirs));
  });

  it("stand for what is left out, and for a rate that cannot be asked for", () => {
    expect(scaleOf(setup)).toEqual({ clients: 20, rate: 20, size: 40 });
    expect(scaleOf({ ...setup, clients: 3, rate: 4, size: 5 })).toEqual({ clients: 3, rate: 4, size: 5 });
    expect(scaleOf({ ...setup, scenario: "clock", rate: 4 })).toMatchObject({ rate: 1 });
  });
});

describe("the estimate", () => {
  it("adds the transports up when they run in turn", () => {
    expect(estimate({ ...setup, transports: ["sse"] }) * 2).toBeCloseTo(estimate(setup));
  });

  it("does not when they run at once", () => {
    expect(estimate({ ...setup, together: true })).toBeLessThan(estimate(setup));
    expect(estimate({ ...setup, together: true })).toBeGreaterThan(10);
  });
});
