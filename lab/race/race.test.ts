import { expect, onTestFinished, test } from "vitest";
import { requestsOf } from "../../protocol/meter.ts";
import { type CellResult, isMeasured, isSound, type Measured } from "../../protocol/report.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import type { CellPoint } from "./points.ts";
import { type RaceOptions, type RaceProgress, race } from "./race.ts";
import type { RaceHost } from "./race-host.ts";
import { openTestRaceHost } from "./test-race-host.ts";

async function run(options: Partial<RaceOptions>) {
  const told: RaceProgress[] = [];
  const results = await race({
    transports: TRANSPORTS,
    scenarios: ["chat"],
    conditions: ["direct"],
    scale: { clients: 4, rate: 20, seconds: 1 },
    pollInterval: 100,
    seed: 1,
    together: true,
    openHost: openTestRaceHost,
    signal: new AbortController().signal,
    progress: (progress) => told.push(progress),
    ...options,
  });
  return { results, told };
}

function measured(results: Awaited<ReturnType<typeof run>>["results"]): Measured[] {
  expect(results.map(({ reason }) => reason)).toEqual(results.map(() => null));
  return results.filter(isMeasured);
}

test("all six together bring everything once and in order, and cost what they must", async () => {
  const { results, told } = await run({});
  expect(results.map(({ transport }) => transport)).toEqual(TRANSPORTS);
  expect(results.every(isSound)).toBe(true);
  for (const result of measured(results)) {
    expect(result).toMatchObject({ sent: 20, acked: 20, delivered: 80, textBytes: 80 * 40 });
    const { payload, framing, heads, handshake } = result.parts;
    expect(payload + framing + heads + handshake).toBe(result.wireBytes.up + result.wireBytes.down);
    expect(result.latencyMs?.count).toBe(80);
    expect(result.overheadFactor).toBeGreaterThan(1);
    expect(told.filter(({ transport }) => transport === result.transport).at(-1)).toMatchObject({
      phase: "done",
      delivered: 80,
    });
  }
});

test("each client has connections of its own, also where polls end", async () => {
  const { results } = await run({ scenarios: ["clock"], scale: { clients: 5, seconds: 2 } });
  const connections = Object.fromEntries(
    measured(results).map((result) => [result.transport, result.connectionsPerClient]),
  );
  expect(connections.websocket).toBe(1);
  for (const transport of TRANSPORTS) expect(connections[transport]).toBeGreaterThanOrEqual(1);
});

test("in a scenario with a source, the clients' figures are without it", async () => {
  const { results } = await run({
    transports: ["sse"],
    scenarios: ["stocks"],
    scale: { clients: 3, rate: 20, seconds: 1 },
  });
  const [result] = measured(results);
  expect(result).toMatchObject({ sent: 20, delivered: 60 });
  // Those over which they came in lie idle, and are no cost of the race.
  expect(result).toMatchObject({ connections: 3, connectionsPerClient: 1 });
  expect(result?.requests).toMatchObject({ post: 0, upgrade: 0 });
  expect(result?.wireBytes.up).toBe(0); // its messages go up, and nobody else's
});

test("says in words that a proxy does not let WebSocket through, and races the others", async () => {
  const { results, told } = await run({
    transports: ["sse", "websocket"],
    conditions: ["corporate-proxy"],
    together: false,
  });
  expect(results.map(({ outcome }) => outcome)).toEqual(["measured", "refused"]);
  expect(told.at(-1)).toMatchObject({ cell: 2, cells: 2, transport: "websocket", phase: "refused" });
  expect(results[1]?.reason).toBe("The proxy refused the upgrade: WebSocket does not work here.");
  expect(results.every(isSound)).toBe(true);
});

test("the network's delay is in the latency", async () => {
  const { results } = await run({ transports: ["websocket"], conditions: ["mobile"] });
  expect(measured(results)[0]?.latencyMs?.min).toBeGreaterThan(70); // 35 ms up and 35 ms down
});

test("a host that does not start is a cell that failed, and the others are raced", async () => {
  let hosts = 0;
  const { results } = await run({
    transports: ["sse", "websocket"],
    together: false,
    openHost: () => {
      hosts++;
      return hosts === 1 ? Promise.reject(new Error("No room left.")) : openTestRaceHost();
    },
  });
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "measured"]);
  expect(results[0]?.reason).toBe("No room left.");
  expect(results.map(isSound)).toEqual([false, true]);
});

test("stops when it is told to, and closes what it has opened", async () => {
  const stop = new AbortController();
  let open = 0;
  onTestFinished(() => expect(open).toBe(0));
  const counted = async (): Promise<RaceHost> => {
    const host = await openTestRaceHost();
    open++;
    return {
      ...host,
      close: async () => {
        await host.close();
        open--;
      },
    };
  };
  const racing = run({
    scale: { clients: 3, seconds: 60 },
    openHost: counted,
    signal: stop.signal,
    progress: ({ phase }) => {
      if (phase === "running") stop.abort(new Error("Enough."));
    },
  });
  await expect(racing).rejects.toThrow("Enough.");
  expect(open).toBe(0);
});

test("tells each half second what was done in it, and nothing is told twice or left out", async () => {
  const points: CellPoint[][] = [[], []];
  const finished: CellResult[] = [];
  const { results } = await run({
    transports: ["websocket", "long-polling"],
    scale: { clients: 3, rate: 60, seconds: 2 },
    together: false,
    point: (cell, point) => points[cell]?.push(point),
    finished: (cell, result) => {
      finished[cell] = result;
    },
  });
  expect(finished).toEqual(results);
  measured(results).forEach(({ wireBytes, requests, measuredMs, delivered }, cell) => {
    const told = points[cell] ?? [];
    expect(told.length).toBeGreaterThan(2);
    const sum = (of: (point: CellPoint) => number): number => told.reduce((all, point) => all + of(point), 0);
    expect(sum(({ bytes }) => bytes)).toBe(wireBytes.up + wireBytes.down);
    expect(sum((point) => point.requests)).toBe(requestsOf(requests));
    expect(sum(({ lastedMs }) => lastedMs)).toBeCloseTo(measuredMs);
    expect(told.at(-1)?.atMs).toBeCloseTo(measuredMs);
    const latencies = told.flatMap((point) => point.latencies);
    expect(Math.max(...told.map((point) => point.latencies.length))).toBeLessThanOrEqual(20);
    expect(latencies.length).toBeGreaterThan(20);
    expect(latencies.length).toBeLessThan(delivered);
    const times = latencies.map(([at]) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(measuredMs);
  });
});
