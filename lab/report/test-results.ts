import type { CellResult, Figures, Measured, Report } from "../../protocol/report.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { createReport } from "./report.ts";

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

const NO_SPREAD = { count: 1, min: 0, p5: 0, p25: 0, p50: 0, p75: 0, p95: 0, p99: 0, max: 0 };

export function reportOf(results: CellResult[], command = "npm run -s pushpull -- lab"): Report {
  return createReport(results, { mode: "in turn", seed: 1, pollIntervalMs: 1_000, seconds: 10, command });
}
