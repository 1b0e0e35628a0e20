import { describe, expect, it } from "vitest";
import { POLL_INTERVAL } from "../../protocol/limits.ts";
import type { RaceSetup } from "../../protocol/race.ts";
import { estimate } from "./estimate.ts";

const setup: RaceSetup = {
  transports: ["sse", "websocket"],
  scenario: "chat",
  conditions: "direct",
  seconds: 10,
  pollIntervalMs: POLL_INTERVAL.default,
  seed: 1,
  together: false,
};

describe("the estimate", () => {
  it("adds the transports up when they run in turn", () => {
    expect(estimate({ ...setup, transports: ["sse"] }) * 2).toBeCloseTo(estimate(setup));
  });

  it("does not when they run at once", () => {
    expect(estimate({ ...setup, together: true })).toBeLessThan(estimate(setup));
    expect(estimate({ ...setup, together: true })).toBeGreaterThan(10);
  });
});
