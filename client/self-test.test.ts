import { describe, expect, it, onTestFinished } from "vitest";
import { startFaultProxy } from "../lab/faults/proxy.ts";
import { type Conditions, PRESETS } from "../protocol/faults.ts";
import type { HostOptions } from "../server/host.ts";
import { startTestHost } from "../server/test-host.ts";
import { testWay, type WayStep } from "./self-test.ts";

async function wayThrough(
  conditions: Partial<Conditions>,
  options: Partial<HostOptions> = {},
): Promise<string> {
  const host = await startTestHost(options);
  const target = { host: "127.0.0.1", port: host.port };
  const proxy = await startFaultProxy({ target, conditions: { ...PRESETS.direct, ...conditions }, seed: 1 });
  onTestFinished(() => proxy.close());
  return proxy.url;
}

const outcomes = (report: Awaited<ReturnType<typeof testWay>>) =>
  Object.fromEntries(report.transports.map(({ transport, outcome }) => [transport, outcome]));

describe("the way to a host", () => {
  it("is free: everything works, nothing is cut, and Node opens as many connections as it likes", async () => {
    const steps: WayStep[] = [];
    const url = await wayThrough({});
    const report = await testWay(url, { idleMs: 300, began: (step) => steps.push(step) });
    expect(outcomes(report)).toEqual({
      websocket: "works",
      sse: "works",
      "http-streaming": "works",
      "long-polling": "works",
    });
    expect(report).toMatchObject({
      advice: "websocket",
      idleCutMs: null,
      idleTestedMs: 300,
      connectionsFree: 7,
    });
    expect(report.roundTripMs).toBeGreaterThan(0);
    expect(steps).toEqual([
      "reach",
      "websocket",
      "sse",
      "http-streaming",
      "long-polling",
      "connections",
      "idle",
    ]);
  });

  it("has a proxy that refuses upgrades and cuts what is silent", async () => {
    const url = await wayThrough({ refuseUpgrade: true, idleCutMs: 2_000 });
    const report = await testWay(url, { idleMs: 10_000 });
    expect(outcomes(report)).toMatchObject({ websocket: "fails", sse: "works" });
    expect(report.transports[0]?.why).toBeTruthy();
    expect(report.advice).toBe("sse");
    expect(report.idleCutMs).toBeGreaterThanOrEqual(1_900);
    expect(report.idleCutMs).toBeLessThan(10_000);
  });

  it("has a proxy that holds streams back", async () => {
    const url = await wayThrough({ refuseUpgrade: true, buffer: { bytes: 65_536, ms: 600 } });
    const report = await testWay(url, { idleMs: 0 });
    expect(outcomes(report)).toMatchObject({
      sse: "held-back",
      "http-streaming": "held-back",
      "long-polling": "works",
    });
    expect(report).toMatchObject({ advice: "long-polling", idleTestedMs: 0 });
  });

  it("leads to a host that serves not all", async () => {
    const url = await wayThrough({}, { transports: ["long-polling", "sse"] });
    const report = await testWay(url, { idleMs: 0 });
    expect(outcomes(report)).toMatchObject({ websocket: "not-served", sse: "works" });
    expect(report.advice).toBe("sse");
  });

  it("leads nowhere", async () => {
    const report = await testWay("http://127.0.0.1:1", { idleMs: 0 });
    expect(report).toMatchObject({ roundTripMs: null, transports: [], advice: null });
  });

  it("can be given up", async () => {
    const url = await wayThrough({});
    const stop = new AbortController();
    const began = (step: WayStep): void => {
      if (step === "idle") stop.abort();
    };
    await expect(testWay(url, { began, signal: stop.signal })).rejects.toThrow();
  });
});
