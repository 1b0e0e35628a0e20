import { expect, test } from "vitest";
import { fromWireName, isTransportName, TRANSPORTS, wireName } from "./transport-names.ts";

test("each transport has a wire name of its own, and is found by it", () => {
  const wire = TRANSPORTS.map(wireName);
  expect(new Set(wire).size).toBe(TRANSPORTS.length);
  expect(wire.map(fromWireName)).toEqual([...TRANSPORTS]);
});

test("long polling is Engine.IO's polling, so that any Socket.IO client can use it", () => {
  expect(wireName("long-polling")).toBe("polling");
  expect(fromWireName("long-polling")).toBeUndefined();
});

test("other names are no transports", () => {
  expect(fromWireName("webtransport")).toBeUndefined();
  expect(isTransportName("polling")).toBe(false);
  expect(isTransportName(undefined)).toBe(false);
});
