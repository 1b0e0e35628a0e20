import { expect, test } from "vitest";
import type { RaceChoice } from "../race/race.ts";
import { circumstancesOf } from "./circumstances.ts";

const choice: RaceChoice = {
  transports: ["sse"],
  scenarios: ["clock"],
  conditions: ["direct"],
  scale: { rate: 5, seconds: 10 },
  pollInterval: 1_000,
  seed: 1,
  together: false,
};

test("the command that repeats a race says a rate only where it has an effect", () => {
  expect(circumstancesOf(choice).command).not.toContain("--rate");
  expect(circumstancesOf({ ...choice, scenarios: ["clock", "stocks"] }).command).toContain("--rate 5");
});
