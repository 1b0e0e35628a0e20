import { expect, test } from "vitest";
import { AUDIENCES, extrapolate } from "./extrapolation.ts";
import { measuredOf } from "./test-results.ts";
import { wordsOf } from "./words/words-of.ts";

test("is the run's figures by client and second, times the users", () => {
  // 20 clients, 10 s, 1,000,000 bytes, 200 requests, 500 ms of processor time, 2 connections each
  expect(extrapolate([measuredOf("sse")])).toEqual([
    {
      transport: "sse",
      users: 1_000,
      bytesPerSecond: 5_000_000,
      requestsPerSecond: 1_000,
      connections: 2_000,
      cores: 2.5,
    },
    {
      transport: "sse",
      users: 100_000,
      bytesPerSecond: 500_000_000,
      requestsPerSecond: 100_000,
      connections: 200_000,
      cores: 250,
    },
  ]);
});

test("takes the time that was measured, not the one that was planned", () => {
  const [slow] = extrapolate([measuredOf("sse", { measuredMs: 20_000 })]);
  expect(slow).toMatchObject({ bytesPerSecond: 2_500_000, cores: 1.25 });
});

test("does not invent connections, nor cores from processor time that is next to nothing", () => {
  expect(extrapolate([measuredOf("sse", { cpuMs: 20 })])[0]?.cores).toBeNull();
  expect(extrapolate([measuredOf("sse", { connectionsPerClient: null })])[0]?.connections).toBeNull();
});

test("says that it is one, and how it was made", () => {
  expect(wordsOf("en").howExtrapolated(20, AUDIENCES)).toMatch(
    /^Scaled from this run, not measured: 1,000 or 100,000 users in groups of 20 /,
  );
});
