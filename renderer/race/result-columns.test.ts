import { describe, expect, test } from "vitest";
import { measuredOf, withFew } from "../../lab/report/test-results.ts";
import type { Figures } from "../../protocol/report.ts";
import { bestOf, COLUMNS } from "./result-columns.ts";

/** The transports that a column calls best, of a stream and a poll with these figures. */
function best(name: string, stream: Partial<Figures>, poll: Partial<Figures>): string[] {
  const column = COLUMNS.find((one) => one.name === name);
  if (!column) throw new Error(`There is no column ${name}.`);
  return bestOf(column, [measuredOf("sse", stream), measuredOf("short-polling", poll)]).map(
    ({ transport }) => transport,
  );
}

describe("best of a column", () => {
  test("is what is better by more than chance", () => {
    expect(best("bytes", { wireBytesPerMessage: 100 }, { wireBytesPerMessage: 500 })).toEqual(["sse"]);
    expect(best("cpu", { cpuMsPer1000: 100 }, { cpuMsPer1000: 300 })).toEqual(["sse"]);
  });

  test("is nobody where the difference does not matter", () => {
    expect(best("bytes", { wireBytesPerMessage: 500 }, { wireBytesPerMessage: 510 })).toEqual([]);
    expect(best("memory", { heapPerConnection: 68_100 }, { heapPerConnection: 68_200 })).toEqual([]);
  });

  test("is nobody where the host's processor had too little to do with one of them", () => {
    expect(best("cpu", { cpuMsPer1000: 100, cpuMs: 10 }, { cpuMsPer1000: 300 })).toEqual([]);
  });

  test("is nobody in what is no cost", () => {
    expect(best("held", { heldPerClient: 1 }, { heldPerClient: 0 })).toEqual([]);
    expect(best("delivered", { delivered: 1 }, { delivered: 100 })).toEqual([]);
  });

  test("is nobody that lost something", () => {
    expect(best("bytes", { wireBytesPerMessage: 100, lost: 1 }, { wireBytesPerMessage: 500 })).toEqual([]);
  });
});

test("a few deliveries have a median and a worst, and no slowest part", () => {
  const shown = (count: number) =>
    COLUMNS.slice(0, 5).map((column) => column.show(column.value(withFew("sse", count)), "en"));
  expect(shown(3)).toEqual(["0\u00a0ms", "–", "–", "0\u00a0ms", "3"]);
  expect(shown(99)).toEqual(["0\u00a0ms", "0\u00a0ms", "–", "0\u00a0ms", "99"]);
});
