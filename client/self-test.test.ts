import net, { type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startFaultProxy } from "../lab/faults/proxy.ts";
import { type Conditions, PRESETS } from "../protocol/faults.ts";
import type { HostOptions } from "../server/host.ts";
import { startTestHost } from "../server/test-host.ts";
import { isAlike } from "./idle-limit.ts";
import { areTransportsKnown, testWay, type WayStep } from "./self-test.ts";

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

/** A way that resets a connection when `isReset` says so of the first that it carries. */
async function wayThatResets(isReset: (request: string) => boolean): Promise<string> {
  const host = await startTestHost();
  const server = net.createServer((client) => {
    client.on("error", () => client.destroy());
    client.once("data", (first) => {
      if (isReset(first.toString())) return void client.resetAndDestroy();
      const on = net.connect(host.port, "127.0.0.1");
      on.on("error", () => client.destroy());
      on.on("close", () => client.destroy());
      client.on("close", () => on.destroy());
      on.write(first);
      client.pipe(on).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** True for the first that matches. */
function once(pattern: RegExp): (request: string) => boolean {
  let isOver = false;
  return (request) => {
    const isNow = !isOver && pattern.test(request);
    isOver ||= isNow;
    return isNow;
  };
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
      idleResetMs: null,
      connectionsFree: 7,
      breaks: 0,
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

  it.each([
    ["the first request", /^GET \/api\/host/],
    ["WebSocket's first try", /^GET \S+transport=websocket/],
  ])("resets %s, and the next one gets through", async (_what, pattern) => {
    const report = await testWay(await wayThatResets(once(pattern)), { idleMs: 0 });
    expect(outcomes(report)).toMatchObject({ websocket: "works", "long-polling": "works" });
    expect(report).toMatchObject({ advice: "websocket", breaks: 1 });
  });

  it("resets a silent request once: that is no idle limit", async () => {
    const host = await startTestHost();
    const target = { host: "127.0.0.1", port: host.port };
    const proxy = await startFaultProxy({ target, conditions: PRESETS.direct, seed: 1 });
    onTestFinished(() => proxy.close());
    let holds = 0;
    const began = (step: WayStep): void => {
      if (step === "idle" && ++holds === 1) setTimeout(() => proxy.cut(), 300);
    };
    const report = await testWay(proxy.url, { idleMs: 1_500, began });
    expect(holds).toBe(2);
    expect(report).toMatchObject({ idleCutMs: null, idleTestedMs: 1_500 });
    expect(report.idleResetMs).toBeGreaterThan(0);
    expect(report.breaks).toBeGreaterThanOrEqual(1);
  });

  it("has an idle limit if two silent requests are cut after about the same time", () => {
    expect(isAlike(60_010, 60_200)).toBe(true);
    expect(isAlike(12_000, 31_000)).toBe(false);
    expect(isAlike(300, 2_000)).toBe(false);
  });

  it("lets only what is never better through: that is tried, too, and used", async () => {
    const url = await wayThrough({}, { transports: ["short-polling"] });
    const report = await testWay(url, { idleMs: 0 });
    expect(Object.entries(outcomes(report)).slice(-2)).toEqual([
      ["iframe-streaming", "not-served"],
      ["short-polling", "works"],
    ]);
    expect(report.advice).toBe("short-polling");
    expect(areTransportsKnown(report)).toBe(true);
    expect(areTransportsKnown({ ...report, transports: report.transports.slice(0, 3), advice: null })).toBe(
      false,
    );
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
