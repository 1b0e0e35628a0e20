import type {
  CellResult,
  Figures,
  Measured,
  RaceRecord,
  Report,
  ReportLanguage,
} from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { recordOf, reportIn } from "./report.ts";

/** What the tests of this folder share: results that were not measured. */

const FIGURES: Figures = {
  clients: 20,
  rate: 20,
  size: 40,
  seconds: 10,
  measuredMs: 10_000,
  latencyMs: { count: 4_000, min: 1, p5: 1.5, p25: 2, p50: 3, p75: 4, p95: 6, p99: 9, max: 15 },
  sent: 200,
  acked: 200,
  expected: 4_000,
  delivered: 4_000,
  lost: 0,
  duplicated: 0,
  reordered: 0,
  textBytes: 160_000,
  wireBytes: { up: 100_000, down: 900_000 },
  parts: { payload: 700_000, framing: 100_000, heads: 200_000, handshake: 0 },
  requests: { data: 0, empty: 0, waiting: 0, stream: 0, post: 200, upgrade: 0 },
  wireBytesPerMessage: 250,
  wireBytesPerSent: 5_000,
  requestsPerMessage: 0.05,
  requestsPerSent: 1,
  overheadFactor: 6.25,
  heldPerClient: 1,
  connections: 40,
  connectionsPerClient: 2,
  cpuMs: 500,
  cpuMsPer1000: 125,
  memoryPerConnection: 500_000,
  heapPerConnection: 70_000,
  setup: { connectMs: 60, handshakeBytesPerClient: 500 },
  repairs: { drops: 0, retransmitted: 0, recovered: 0 },
  faults: {},
};

export function measuredOf(transport: TransportName, figures: Partial<Figures> = {}): Measured {
  return {
    transport,
    scenario: "chat",
    conditions: "direct",
    outcome: "measured",
    reason: null,
    ...FIGURES,
    ...figures,
  };
}

/** A result whose median is this, in ms. */
export function withMedian(transport: TransportName, p50: number): Measured {
  return measuredOf(transport, { latencyMs: { ...NO_SPREAD, p50 } });
}

const NO_SPREAD = { count: 4_000, min: 0, p5: 0, p25: 0, p50: 0, p75: 0, p95: 0, p99: 0, max: 0 };

/** One with so few deliveries. */
export function withFew(transport: TransportName, count: number, figures: Partial<Figures> = {}): Measured {
  return measuredOf(transport, { latencyMs: { ...NO_SPREAD, count }, delivered: count, ...figures });
}

const COMMAND = "npm run -s pushpull -- lab";

export function testRecord(results: CellResult[], command = COMMAND): RaceRecord {
  return recordOf(results, { mode: "in turn", seed: 1, pollIntervalMs: 1_000, seconds: 10, command });
}

export function reportOf(results: CellResult[], language: ReportLanguage = "en", command = COMMAND): Report {
  return reportIn(testRecord(results, command), language);
}

/** One whose figures give a sentence of each kind. */
export function everyResult(): CellResult[] {
  const cell = { scenario: "stocks", conditions: "corporate-proxy" } as const;
  const broken = { drops: 2, retransmitted: 1, recovered: 1 };
  const polls = { data: 100, empty: 100, waiting: 0, stream: 0, post: 0, upgrade: 0 };
  return [
    { ...withMedian("short-polling", 500), requests: polls },
    withMedian("long-polling", 40),
    measuredOf("iframe-streaming", { lost: 3, duplicated: 1, reordered: 2 }),
    withMedian("http-streaming", 30),
    measuredOf("sse", { repairs: broken }),
    withMedian("websocket", 2),
    ...(["long-polling", "sse"] as const).map((name) => ({ ...withFew(name, 3, { cpuMs: 1 }), ...cell })),
    { ...cell, transport: "websocket", outcome: "refused", reason: "", cause: { code: "upgrade-refused" } },
    ...CAUSES.map(
      (cause) => ({ ...cell, transport: "http-streaming", outcome: "failed", reason: "", cause }) as const,
    ),
    { ...measuredOf("sse"), conditions: "flaky" },
  ];
}

const CAUSES = [
  { code: "first-messages-late" },
  { code: "clients-missing", missing: 2, clients: 20 },
  { code: "message-not-taken", quote: "Too fast by far." },
  { code: "error", quote: "connect ECONNREFUSED 127.0.0.1:9" },
] as const;
