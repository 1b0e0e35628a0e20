import { describe, expect, test } from "vitest";
import type { RequestCounts } from "../../protocol/meter.ts";
import type { ClaimId, Measured } from "../../protocol/report.ts";
import { claimsOf } from "./claims.ts";
import { measuredOf } from "./test-results.ts";
import { wordsOf } from "./words/words-of.ts";

const requests = (counts: Partial<RequestCounts>): RequestCounts => ({
  data: 0,
  empty: 0,
  waiting: 0,
  stream: 0,
  post: 0,
  upgrade: 0,
  ...counts,
});

/** What is said of a claim; undefined when nothing is. */
function judge(id: ClaimId, ...heat: Measured[]): { verdict: string; figures: string } | undefined {
  const judgement = claimsOf(heat, 1_000).find((one) => one.id === id);
  return judgement && { verdict: judgement.verdict, figures: wordsOf("en").evidence(judgement) };
}

test("claims nothing without figures", () => {
  expect(claimsOf([], 1_000)).toEqual([]);
  expect(claimsOf([measuredOf("websocket")], 1_000)).toEqual([]); // nothing to compare it with
});

describe("short polling wastes requests", () => {
  const short = (empty: number, data: number) =>
    judge("wasted-polls", measuredOf("short-polling", { requests: requests({ empty, data }) }));
  test.each([
    [90, 10, "confirmed"],
    [30, 70, "in part"],
    [5, 95, "refuted"],
  ])("%d empty of 100: %s", (empty, data, verdict) => {
    expect(short(empty, data)?.verdict).toBe(verdict);
  });
  test("in a busy scenario is not refuted as such, but said to be otherwise elsewhere", () => {
    const busy = "In this scenario so many messages come that hardly a poll finds nothing";
    expect(short(5, 95)?.figures).toContain(busy);
    expect(short(90, 10)?.figures).not.toContain(busy);
    const rare = measuredOf("short-polling", { sent: 2, requests: requests({ empty: 5, data: 95 }) });
    expect(judge("wasted-polls", rare)?.figures).not.toContain(busy);
  });
  test("with the figure", () => {
    expect(short(90, 10)?.figures).toBe("Of its 100 polls, 90 came back with nothing (90 %).");
  });
  test("is not judged without polls", () => expect(short(0, 0)).toBeUndefined());
});

describe("long polling saves requests but holds connections", () => {
  const long = (made: number, heldPerClient: number) =>
    judge(
      "saved-requests",
      measuredOf("short-polling", { requests: requests({ empty: 200 }) }),
      measuredOf("long-polling", { requests: requests({ data: made }), heldPerClient }),
    );
  test("confirmed, in part, refuted", () => {
    expect(long(20, 1)?.verdict).toBe("confirmed");
    expect(long(2_000, 1)?.verdict).toBe("in part");
    expect(long(2_000, 0.1)?.verdict).toBe("refuted");
  });
  test("says which half holds, where one does", () => {
    expect(long(2_000, 1)?.figures).toContain(
      "It holds here that it holds connections, but not that it saves requests.",
    );
    expect(long(20, 1)?.figures).not.toContain("It holds here");
  });
  test("with the figures", () => {
    expect(long(20, 0.97)?.figures).toBe(
      "It made 20 requests where short polling, every 1,000 ms, made 200. On the average it held 0.97 requests open for each client.",
    );
  });
});

describe("heads of 400 bytes and more", () => {
  const heads = (bytes: number) =>
    judge(
      "heavy-heads",
      measuredOf("long-polling", {
        requests: requests({ data: 100 }),
        parts: { payload: 0, framing: 0, heads: bytes * 100, handshake: 0 },
      }),
    );
  test("confirmed, in part, refuted", () => {
    expect([450, 300, 90].map((bytes) => heads(bytes)?.verdict)).toEqual(["confirmed", "in part", "refuted"]);
  });
  test("with the figures, and with what they are not", () => {
    expect(heads(450)?.figures).toBe(
      "With long polling, the heads of a request and its answer took 450 B on the average, around texts of 40 B. " +
        "These clients run in Node: a browser sends more.",
    );
  });
});

describe("streams cost held connections", () => {
  const streams = (...others: Measured[]) => judge("held-connections", measuredOf("sse"), ...others);
  test("confirmed when short polling keeps none, in part when it keeps as many", () => {
    const keeps = (connectionsPerClient: number) =>
      streams(measuredOf("short-polling", { connectionsPerClient, heldPerClient: 0 }));
    expect(keeps(0.1)?.verdict).toBe("confirmed");
    expect(keeps(1)?.verdict).toBe("in part");
    expect(keeps(1)?.figures).toContain("but kept 1 connection each open");
    expect(keeps(1)?.figures).toContain(
      "It holds here that streams hold connections, but not that only streams do.",
    );
  });
  test("says one request of what reads as one", () => {
    const almost = judge("held-connections", measuredOf("sse", { heldPerClient: 0.9996 }));
    expect(almost?.figures).toBe("On the average SSE held 1 request open for each client.");
  });
  test("says nothing of short polling when it was not raced", () => {
    expect(streams()?.figures).toBe("On the average SSE held 1 request open for each client.");
  });
});

describe("SSE is one way", () => {
  test("shown by its POSTs", () => {
    expect(judge("one-way", measuredOf("sse"))?.verdict).toBe("confirmed");
  });
  test("and its reconnecting only where a stream broke", () => {
    const broken = measuredOf("sse", { repairs: { drops: 3, retransmitted: 0, recovered: 0 } });
    const figures = judge("one-way-reconnects", broken)?.figures;
    expect(figures).toContain("3 breaks of it were mended");
    expect(figures).toContain("It holds here that it is one way");
  });
  test("is not judged where nobody sent and nothing broke", () => {
    const idle = measuredOf("sse", { requests: requests({ stream: 1 }) });
    expect(claimsOf([idle], 1_000).map(({ id }) => id)).toEqual(["held-connections"]);
  });
});

describe("WebSocket has the least overhead and the most set-up", () => {
  const socket = (overheadFactor: number, handshakeBytesPerClient: number) =>
    judge(
      "least-overhead",
      measuredOf("sse"),
      measuredOf("websocket", { overheadFactor, setup: { connectMs: 50, handshakeBytesPerClient } }),
    )?.verdict;
  test("confirmed, in part, refuted", () => {
    expect([socket(5, 600), socket(5, 400), socket(7, 600), socket(7, 400)]).toEqual([
      "confirmed",
      "in part",
      "in part",
      "refuted",
    ]);
  });
});
