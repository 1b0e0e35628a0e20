import { describe, expect, test } from "vitest";
import type { TransportName } from "../../protocol/transport-names.ts";
import { explain } from "./explain.ts";
import type { Costs, Figures } from "./figures.ts";
import { figuresWith } from "./test-meter.ts";

const costs = (latency: number | null, requests: number | null): Costs => ({
  latency,
  requests,
  up: null,
  down: null,
  scaledFrom: null,
});

function figures(
  measured: Partial<Record<TransportName, Costs>>,
  ...switches: [from: TransportName, to: TransportName][]
): Figures {
  return figuresWith({
    measured: new Map(Object.entries(measured) as [TransportName, Costs][]),
    switches: switches.map(([from, to], at) => ({ at, from, to })),
  });
}

const keys = (given: Figures, current: TransportName): string[] =>
  explain(given, current, "en").map(({ key }) => key);

describe("before any switch", () => {
  test("it says what is measured, or that nothing is", () => {
    expect(keys(figures({}), "sse")).toEqual(["nothingYet"]);
    expect(keys(figures({ sse: costs(null, 4) }), "sse")).toEqual(["nothingYet"]);
    expect(explain(figures({ sse: costs(9, 4) }), "sse", "en")).toEqual([
      { key: "soFar", values: { now: "9\u00a0ms", before: "" } },
    ]);
  });
});

describe("after a switch", () => {
  test("it waits for the first message", () => {
    const given = figures({ "short-polling": costs(900, 61) }, ["short-polling", "sse"]);
    expect(keys(given, "sse")).toEqual(["waiting", "ownRequestsUp"]);
  });

  test("it does not compare with what was not measured", () => {
    expect(keys(figures({ sse: costs(9, null) }, ["short-polling", "sse"]), "sse")).toEqual([
      "onlyNow",
      "ownRequestsUp",
    ]);
  });

  test("from short polling, the host no longer waits to be asked", () => {
    const given = figures({ "short-polling": costs(1_020, 61), sse: costs(9, 4) }, ["short-polling", "sse"]);
    expect(explain(given, "sse", "en")).toEqual([
      { key: "notAsked", values: { now: "9\u00a0ms", before: "1.02\u00a0s" } },
      { key: "fewerRequests", values: { now: "4", before: "61" } },
      { key: "ownRequestsUp", values: { now: "", before: "" } },
    ]);
  });

  test("to short polling, it waits to be asked", () => {
    const given = figures({ "short-polling": costs(480, 61), websocket: costs(7, 0) }, [
      "websocket",
      "short-polling",
    ]);
    expect(keys(given, "short-polling")).toEqual(["asked", "moreRequests"]);
  });

  test("a reason is given only when the figures bear it out", () => {
    const given = figures({ "short-polling": costs(20, 61), websocket: costs(700, 0) }, [
      "short-polling",
      "websocket",
    ]);
    expect(keys(given, "websocket")).toEqual(["changed", "fewerRequests", "sameWayUp"]);
  });

  test("it says so when nobody would notice the difference", () => {
    const given = figures({ sse: costs(9, 4), websocket: costs(7, 4) }, ["sse", "websocket"]);
    expect(keys(given, "websocket")).toEqual(["noticeNothing", "sameWayUp"]);
  });

  test("only the last switch counts, and only if its transport is in use", () => {
    const measured = { sse: costs(9, 4), websocket: costs(7, 0), "short-polling": costs(500, 61) };
    const given = figures(measured, ["short-polling", "sse"], ["sse", "websocket"]);
    expect(keys(given, "websocket")[0]).toBe("noticeNothing");
    expect(keys(given, "sse")).toEqual(["soFar"]);
  });
});
