import { expect, test } from "vitest";
import { reportCsv } from "./csv.ts";
import { measuredOf } from "./test-results.ts";

const cell = { transport: "websocket", scenario: "chat", conditions: "mobile", outcome: "refused" } as const;

test("has a row for each cell and a column for each figure", () => {
  const csv = reportCsv({ results: [measuredOf("sse"), { ...cell, reason: "No." }] });
  const [heads = [], sse = [], websocket = [], end] = csv.split("\r\n").map((line) => line.split(","));
  expect(end).toEqual([""]);
  const value = (row: string[], head: string): string | undefined => row[heads.indexOf(head)];
  expect(value(sse, "transport")).toBe("sse");
  expect(value(sse, "latencyMs.p99")).toBe("9");
  expect(value(sse, "requestsPerDelivery")).toBe("0.05");
  expect(value(sse, "requestsPerMessage")).toBe("1");
  expect(value(sse, "wireBytesPerDelivery")).toBe("250");
  expect(value(sse, "wireBytesPerMessage")).toBe("5000");
  expect(value(sse, "memoryInUsePerClient")).toBe("70000");
  expect(value(sse, "residentMemoryPerClient")).toBe("500000");
  expect(value(sse, "wireBytes.down")).toBe("900000");
  expect(value(websocket, "reason")).toBe("No.");
  expect(value(websocket, "latencyMs.p99")).toBe("");
});

test("quotes what has commas, quotes and line ends", () => {
  const csv = reportCsv({ results: [{ ...cell, reason: 'So, "no"\nway' }] });
  expect(csv).toContain('"So, ""no""\nway"\r\n');
});
