import { describe, expect, test } from "vitest";
import type { CellResult } from "../../protocol/report.ts";
import { findingsOf } from "./findings.ts";
import { measuredOf, withFew, withMedian } from "./test-results.ts";
import { wordsOf } from "./words/words-of.ts";

const sentencesOf = (results: CellResult[]): string[] => findingsOf(results).map(wordsOf("en").finding);

const about = (words: string, sentences: string[]): string | undefined =>
  sentences.find((sentence) => sentence.startsWith(words));

describe("the fastest", () => {
  test("is named with its figure, and the slowest with how much slower it is", () => {
    const sentences = sentencesOf([withMedian("short-polling", 500), withMedian("websocket", 2)]);
    expect(about("Fastest", sentences)).toBe(
      "Fastest: WebSocket, 2 ms in the median; slowest: short polling, 500 ms in the median, 250 times as much.",
    );
  });

  test("are several when the difference between them is noise", () => {
    const sentences = sentencesOf([
      withMedian("short-polling", 500),
      withMedian("sse", 2.4),
      withMedian("websocket", 2),
    ]);
    expect(about("Fastest", sentences)).toBe(
      "Fastest: WebSocket and SSE, between which the difference does not matter here " +
        "(2 ms to 2.4 ms in the median); slowest: short polling, 500 ms in the median, 250 times as much.",
    );
  });

  test("is nobody when all are within noise", () => {
    const sentences = sentencesOf([withMedian("sse", 100), withMedian("websocket", 95)]);
    expect(about("Fastest", sentences)).toBe(
      "Fastest: the difference does not matter here (95 ms to 100 ms in the median).",
    );
  });

  test("is none that lost something", () => {
    const lossy = { ...withMedian("websocket", 1), lost: 1 };
    const sentences = sentencesOf([lossy, withMedian("sse", 5), withMedian("short-polling", 500)]);
    expect(about("Fastest", sentences)).toMatch(/^Fastest: SSE, 5 ms/);
  });

  test("is not called so when it was alone", () => {
    const sentences = sentencesOf([withMedian("sse", 3)]);
    expect(about("Fastest", sentences)).toBeUndefined();
    expect(sentences).toContain("SSE: a latency of 3 ms in the median.");
  });
});

test("a heat is ranked once, and said in both languages", () => {
  const results = [withMedian("short-polling", 500), withMedian("sse", 2.4), withMedian("websocket", 2)];
  const [, ranked] = findingsOf(results);
  expect(ranked).toEqual({
    kind: "compared",
    by: "latency",
    best: [
      { transport: "websocket", value: 2 },
      { transport: "sse", value: 2.4 },
    ],
    worst: { transport: "short-polling", value: 500 },
    times: 250,
    isPartial: false,
  });
  expect(ranked && wordsOf("zh").finding(ranked)).toBe(
    "最快：WebSocket 和 SSE，它们之间的差别在这里无关紧要（中位数 2 ms 到 2.4 ms）；" +
      "最慢：短轮询，中位数 500 ms，是最低值的 250 倍。",
  );
});

test("says nothing of what has no figure", () => {
  const nothing = { latencyMs: null, wireBytesPerMessage: null, cpuMsPer1000: null };
  const sentences = sentencesOf([measuredOf("sse", nothing), measuredOf("websocket", nothing)]);
  for (const words of ["Fastest", "Cheapest in bytes", "Cheapest in processor"])
    expect(about(words, sentences)).toBeUndefined();
});

test("draws nothing from processor time that is too short to be told from nothing", () => {
  const sentences = sentencesOf([
    measuredOf("sse", { cpuMs: 20, cpuMsPer1000: 5 }),
    measuredOf("websocket", { cpuMs: 10, cpuMsPer1000: 2 }),
  ]);
  expect(sentences).toContain(
    "The host's processor had too little to do to compare its time: 20 ms at most.",
  );
});

test("leaves out of a comparison those with too little to do, and says which", () => {
  const sentences = sentencesOf([
    measuredOf("sse", { cpuMs: 49, cpuMsPer1000: 12 }),
    measuredOf("websocket", { cpuMs: 100, cpuMsPer1000: 25 }),
    measuredOf("short-polling", { cpuMs: 400, cpuMsPer1000: 100 }),
  ]);
  expect(sentences).toContain(
    "Cheapest in processor time of the others: WebSocket, 25 ms for 1,000 deliveries; " +
      "dearest: short polling, 100 ms for 1,000 deliveries, 4 times as much.",
  );
  expect(sentences).toContain(
    "The host's processor had too little to do to compare its time with SSE: 49 ms at most.",
  );
});

test("compares no latencies of a few deliveries, and says so in both languages", () => {
  const results = [withFew("sse", 3), withFew("short-polling", 3)];
  expect(about("Fastest", sentencesOf(results))).toBeUndefined();
  expect(sentencesOf(results)).toContain("Too few deliveries to compare latencies: 3, and it takes 20.");
  expect(findingsOf(results).map(wordsOf("zh").finding)).toContain(
    "送达次数太少，无法比较延迟：只有 3 次，至少要 20 次。",
  );
  expect(sentencesOf([withFew("sse", 20), withFew("short-polling", 20)]).join()).toContain("Fastest");
});

test("says of what a single transport's figures are", () => {
  const few = { data: 0, empty: 0, waiting: 0, stream: 0, post: 20, upgrade: 0 };
  const results = [measuredOf("sse", { requests: few, measuredMs: 60_000 })];
  expect(sentencesOf(results)).toEqual([
    "SSE delivered everything once and in order.",
    "SSE: a latency of 3 ms in the median.",
    "SSE: 250 B on the wire for each delivery.",
    "SSE: 1 request a minute by each client.",
    "SSE: 125 ms of processor time for 1,000 deliveries.",
  ]);
  expect(findingsOf(results).map(wordsOf("zh").finding)).toEqual([
    "SSE 送达了全部消息，没有重复，也没有乱序。",
    "SSE：延迟中位数 3 ms。",
    "SSE：每次送达在线上占 250 B。",
    "SSE：每个客户端每分钟 1 次请求。",
    "SSE：每 1,000 次送达占处理器 125 ms。",
  ]);
});

test("says first what went wrong, and what could not be raced", () => {
  const cell = { scenario: "chat", conditions: "direct" } as const;
  const [sound, faulty, refused, failed] = sentencesOf([
    measuredOf("sse"),
    measuredOf("long-polling", { lost: 3, duplicated: 1, reordered: 2 }),
    { ...cell, transport: "websocket", outcome: "refused", reason: "The proxy refused the upgrade." },
    { ...cell, transport: "short-polling", outcome: "failed", reason: "Nobody got in." },
  ]);
  expect(sound).toBe("SSE delivered everything once and in order.");
  expect(faulty).toBe(
    "Long polling went wrong: of 4,000 deliveries, 3 were lost, 1 came twice and 2 out of order.",
  );
  expect(refused).toBe("WebSocket was not raced: The proxy refused the upgrade.");
  expect(failed).toBe("Short polling failed: Nobody got in.");
});
