import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Emitter } from "../../client/emitter.ts";
import type { Session } from "../../client/session.ts";
import type { SessionEvents, SessionState } from "../../client/session-events.ts";
import { type Bill, bytesOf, type Meter } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import type { Figures } from "./figures.ts";
import { Sampler } from "./sampler.ts";
import { billWith, meterWith } from "./test-meter.ts";

/** A session whose counters the test turns. */
class TestSession extends Emitter<SessionEvents> {
  state: SessionState = "connected";
  transport: TransportName = "short-polling";
  counters = { up: 0, down: 0, requests: 0, connections: 2 };
  /** Of the transports before the one in use. */
  bills: Bill[] = [];
  asked = 0;

  latencyMs: number | null = null;
  latency: Session["latency"] = { oneWay: null, roundTrip: null };
  repairs = { retransmitted: 0, duplicates: 0, recovered: 0 };

  async meter(): Promise<Meter | null> {
    this.asked++;
    if (this.state !== "connected") return null;
    return { ...meterWith(this.bill(), this.bills), connections: this.counters.connections };
  }

  bill(): Bill {
    const { up, down, requests } = this.counters;
    return billWith(this.transport, {
      up: { payload: up, framing: 0, heads: 0, handshake: 0 },
      down: { payload: 0, framing: 0, heads: down, handshake: 0 },
      requests: { data: 0, empty: requests, waiting: 0, stream: 0, post: 0, upgrade: 0 },
    });
  }

  turn(requests: number, up = 0, down = 0): void {
    this.counters.requests += requests;
    this.counters.up += up;
    this.counters.down += down;
  }

  deliver(latencyMs: number | null, text = ""): void {
    if (latencyMs !== null) this.latencyMs = latencyMs;
    const message = {
      room: "lobby",
      seq: 1,
      id: "m",
      sender: { id: "a", name: "Ada" },
      text,
      sentAt: 0,
      storedAt: 0,
    };
    this.emit("message", { message, receivedAt: 0, transport: this.transport, latencyMs, own: false });
  }

  switchTo(to: TransportName): void {
    const from = this.transport;
    this.bills.push(this.bill());
    this.counters = { ...this.counters, up: 0, down: 0, requests: 0 };
    this.transport = to;
    this.latencyMs = null;
    this.emit("switched", { from, to, ms: 5 });
  }

  become(state: SessionState): void {
    this.state = state;
    this.emit("state", state);
  }
}

/** The browser's page, as far as the sampler looks at it. */
class TestDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";

  show(visible: boolean): void {
    this.visibilityState = visible ? "visible" : "hidden";
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let session: TestSession;
let sampler: Sampler;
let page: TestDocument;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  page = new TestDocument();
  vi.stubGlobal("document", page);
  session = new TestSession();
  sampler = new Sampler(session);
});

afterEach(() => {
  expect(vi.getTimerCount()).toBeLessThanOrEqual(2);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const nobody = (): void => {};
const now = (): Figures["now"] => sampler.figures().now;

/** Lets the time pass in steps of the sampler's own 2 s, with so many requests in each. */
async function pass(steps: number, requests = 0, up = 0, down = 0): Promise<void> {
  for (let i = 0; i < steps; i++) {
    session.turn(requests, up, down);
    await vi.advanceTimersByTimeAsync(2_000);
  }
}

async function watch(): Promise<() => void> {
  const off = sampler.subscribe(nobody);
  await vi.advanceTimersByTimeAsync(0);
  return off;
}

describe("it asks for the meter", () => {
  test("every 2 s while somebody is subscribed, and not at all otherwise", async () => {
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.asked).toBe(0);
    const off = await watch();
    await pass(3);
    expect(session.asked).toBe(4);
    off();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.asked).toBe(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("once for any number of subscribers", async () => {
    await watch();
    await watch();
    await pass(1);
    expect(session.asked).toBe(2);
  });

  test("not while the page is hidden or the connection is lost", async () => {
    await watch();
    page.show(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.asked).toBe(1);
    page.show(true);
    expect(session.asked).toBe(2);
    session.become("reconnecting");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.asked).toBe(2);
  });
});

describe("what it shows", () => {
  test("is nothing before anything was measured", async () => {
    await watch();
    expect(now()).toMatchObject({ latency: null, requests: null, up: null, down: null, percentiles: null });
    expect(now().meter?.connections).toBe(2);
    expect(sampler.figures().measured.size).toBe(0);
  });

  test("are rates per minute, and the latencies as the session has them", async () => {
    await watch();
    session.deliver(9);
    const oneWay = { count: 1, p50: 9, p95: 9, p99: 9, max: 9 };
    session.latency = { oneWay, roundTrip: null };
    await pass(5, 2, 70, 150);
    expect(now()).toMatchObject({ latency: 9, requests: 60, up: 2_100, down: 4_500, percentiles: oneWay });
  });

  test("counts messages and the UTF-8 of their texts, also of those that came late", async () => {
    await watch();
    session.deliver(9, "seven B");
    session.deliver(null, "三个字");
    await pass(3);
    expect(now().rates).toMatchObject({ messages: 20, textBytes: 160 });
  });

  test("are nothing any more a minute after the last look", async () => {
    const off = await watch();
    await pass(5, 2);
    off();
    await vi.advanceTimersByTimeAsync(70_000);
    await watch();
    expect(now().requests).toBeNull();
  });

  test("stays as it was for whoever holds it, while more messages come", async () => {
    await watch();
    session.deliver(5);
    await pass(1);
    const held = sampler.figures();
    session.deliver(6);
    await pass(1);
    expect(held.arrivals.length).toBe(1);
    expect(sampler.figures().arrivals.length).toBe(2);
  });

  test("leaves out messages that came late, from history", async () => {
    await watch();
    session.deliver(null);
    await pass(1);
    expect(sampler.figures().arrivals).toEqual([]);
    expect(now().latency).toBeNull();
  });

  test("is the new transport's alone after a switch, and keeps the old one's beside it", async () => {
    await watch();
    session.deliver(900);
    await pass(5, 2);
    session.turn(50); // what the switch itself costs is no rate of either
    session.switchTo("websocket");
    await vi.advanceTimersByTimeAsync(0);
    expect(now()).toMatchObject({ latency: null, requests: null });
    session.deliver(7);
    await pass(5, 0, 10);
    expect(now()).toMatchObject({ latency: 7, requests: 0, up: 300 });
    const { measured, switches } = sampler.figures();
    expect(measured.get("short-polling")).toMatchObject({ latency: 900, requests: 60 });
    expect(switches).toMatchObject([{ from: "short-polling", to: "websocket" }]);
  });

  test("charts every byte of a switch and of the seconds around it", async () => {
    await watch();
    await pass(5, 2, 100);
    session.turn(1, 50);
    session.deliver(900, "four");
    await vi.advanceTimersByTimeAsync(1_500);
    session.switchTo("websocket");
    session.turn(3, 890);
    await vi.advanceTimersByTimeAsync(0);
    await pass(2, 0, 10);
    const { intervals } = sampler.figures();
    expect(intervals.reduce((sum, { up }) => sum + bytesOf(up), 0)).toBe(5 * 100 + 50 + 890 + 2 * 10);
    expect(intervals.reduce((sum, { messages }) => sum + messages, 0)).toBe(1);
    for (const [i, { from }] of intervals.entries()) if (i > 0) expect(from).toBe(intervals[i - 1]?.to);
  });

  test("has the last message beside nothing when the last minute had none", async () => {
    await watch();
    session.deliver(40);
    await pass(1);
    expect(now()).toMatchObject({ latency: 40, last: null });
    session.latencyMs = null;
    await pass(1);
    expect(now()).toMatchObject({ latency: null, last: { latency: 40 } });
  });

  test("is nothing while the connection is lost, and has what it cost to come back", async () => {
    await watch();
    await pass(5, 2);
    for (const away of [1_000, 60_000]) {
      session.become("reconnecting");
      expect(new Set(Object.values(now()))).toEqual(new Set([null]));
      await vi.advanceTimersByTimeAsync(away);
      session.bills = [];
      session.counters = { up: 900, down: 300, requests: 3, connections: 1 };
      session.become("connected");
      session.deliver(null, "caught up");
      await vi.advanceTimersByTimeAsync(100);
      await pass(1, 2);
    }
    const back = sampler.figures().intervals.filter(({ messages }) => messages > 0);
    expect(back.map(({ from, to }) => to - from)).toEqual([1_000, 15_000]);
    for (const interval of back)
      expect(interval).toMatchObject({
        up: { payload: 900 },
        down: { heads: 300 },
        requests: { empty: 3 },
        messages: 1,
        switching: false,
      });
  });

  test("knows no cost of coming back while nobody could see the page", async () => {
    await watch();
    await pass(2, 2);
    session.become("reconnecting");
    page.show(false);
    session.counters = { up: 900, down: 300, requests: 3, connections: 1 };
    session.become("connected");
    await pass(10, 2);
    const before = sampler.figures().intervals.length;
    page.show(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(sampler.figures().intervals.length).toBe(before);
  });

  test("forgets what a transport cost when its interval changes", async () => {
    await watch();
    await pass(5, 2);
    sampler.forget("short-polling");
    await vi.advanceTimersByTimeAsync(0);
    expect(now().requests).toBeNull();
    await pass(5, 20);
    expect(now().requests).toBe(600);
  });

  test("tells its subscribers at most once a second, however many messages come", async () => {
    const told = vi.fn();
    sampler.subscribe(told);
    await vi.advanceTimersByTimeAsync(0);
    told.mockClear();
    for (let i = 0; i < 50; i++) {
      session.deliver(5);
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(told.mock.calls.length).toBeLessThanOrEqual(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(now().latency).toBe(5);
  });

  test("keeps the last five minutes, and no more", async () => {
    await watch();
    for (let i = 0; i < 400; i++) session.deliver(5);
    await pass(400, 1);
    const { arrivals, intervals } = sampler.figures();
    expect(arrivals.length).toBe(0); // they are older than that
    expect(intervals.length).toBeGreaterThanOrEqual(149);
    expect(intervals.length).toBeLessThanOrEqual(151);
  });

  test("keeps a flood of messages within bounds", async () => {
    await watch();
    for (let i = 0; i < 70_000; i++) session.deliver(5);
    await pass(1);
    expect(sampler.figures().arrivals.length).toBeLessThanOrEqual(33_000);
    expect(sampler.figures().arrivals.at(-1)?.n).toBe(69_999);
  });
});
