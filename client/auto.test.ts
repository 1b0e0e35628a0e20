import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startFaultProxy } from "../lab/faults/proxy.ts";
import type { Conditions } from "../protocol/faults.ts";
import { PRESETS } from "../protocol/faults.ts";
import { LOBBY } from "../protocol/limits.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { startTestHost } from "../server/test-host.ts";
import { until } from "../testing/until.ts";
import { Auto, SURE } from "./auto.ts";
import { Emitter } from "./emitter.ts";
import { type Drop, type Problem, Session, type SessionEvents, type SessionState } from "./session.ts";

/** A session on `auto` behind a proxy, that has found its place. */
async function settle(conditions: Partial<Conditions>, first: TransportName = SURE) {
  const host = await startTestHost();
  const target = { host: "127.0.0.1", port: host.port };
  const proxy = await startFaultProxy({ target, conditions: { ...PRESETS.direct, ...conditions }, seed: 1 });
  onTestFinished(() => proxy.close());
  const session = new Session({ url: proxy.url, name: "Ann", transport: first });
  onTestFinished(() => session.close());
  session.connect();
  if (first !== SURE) await until("it is connected", () => session.state === "connected");
  const auto = new Auto(session);
  onTestFinished(() => auto.stop());
  expect(await session.join(LOBBY)).toMatchObject({ ok: true });
  const stays = () => auto.steps.filter(({ kind }) => kind === "stays").length;
  await until("it stays", () => stays() === 1);
  return { session, auto, proxy, stays };
}

const kinds = (auto: Auto): string[] => auto.steps.map(({ kind, transport }) => `${kind} ${transport}`);

describe("auto", () => {
  it("climbs to WebSocket where nothing stands in the way", async () => {
    const { session, auto } = await settle({});
    expect(session.transport).toBe("websocket");
    expect(kinds(auto)).toEqual([
      "began long-polling",
      "tries websocket",
      "climbed websocket",
      "stays websocket",
    ]);
  });

  it("takes SSE where a proxy refuses the upgrade, and says why", async () => {
    const { session, auto } = await settle({ refuseUpgrade: true });
    expect(session.transport).toBe("sse");
    expect(kinds(auto)).toEqual([
      "began long-polling",
      "tries websocket",
      "refused websocket",
      "tries sse",
      "climbed sse",
      "stays sse",
    ]);
    expect(auto.steps[2]).toMatchObject({ why: expect.stringContaining("websocket") });
  });

  it("stays with long polling where a proxy holds streams back, and nothing is lost on the way", async () => {
    const { session, auto } = await settle({ refuseUpgrade: true, buffer: { bytes: 65_536, ms: 700 } });
    expect(session.transport).toBe("long-polling");
    expect(kinds(auto)).toContain("slow sse");
    expect(kinds(auto)).toContain("slow http-streaming");
    const heard: string[] = [];
    session.on("message", ({ message }) => heard.push(message.text));
    session.send(LOBBY, "still here");
    await until("it is heard", () => heard.length === 1);
  });

  it("falls back when what it climbed to breaks again and again, and leaves that alone", async () => {
    const { session, auto, proxy, stays } = await settle({});
    for (const drops of [1, 2]) {
      let dropped = false;
      const off = session.on("state", (state) => {
        dropped ||= state === "reconnecting";
      });
      proxy.cut();
      await until(`drop ${drops}`, () => dropped);
      off();
      await until("it is back", () => session.state === "connected");
    }
    expect(kinds(auto)).toContain("broke websocket");
    await until("it stays again", () => stays() === 2);
    expect(session.transport).toBe("sse"); // the next best
    expect(kinds(auto).filter((step) => step === "tries websocket")).toHaveLength(1);
  });

  it("begins with long polling, whichever transport is in use, and so finds that all streams are held back", async () => {
    const { session, auto } = await settle(
      { refuseUpgrade: true, buffer: { bytes: 65_536, ms: 700 } },
      "sse",
    );
    expect(session.transport).toBe("long-polling");
    expect(kinds(auto)).toEqual([
      "began long-polling",
      "tries websocket",
      "refused websocket",
      "tries sse",
      "slow sse",
      "tries http-streaming",
      "slow http-streaming",
      "stays long-polling",
    ]);
  });

  it("chosen while the transport in use does not come about, it connects by another one", async () => {
    const { session, auto, proxy, stays } = await settle({});
    auto.stop();
    let failed = false;
    session.on("error", ({ code }) => {
      failed ||= code === "transport-failed";
    });
    proxy.setConditions({ ...PRESETS.direct, refuseUpgrade: true });
    proxy.cut();
    await until("WebSocket is refused", () => failed);
    const late = new Auto(session);
    onTestFinished(() => late.stop());
    await until("it stays", () => late.steps.at(-1)?.kind === "stays");
    expect(session).toMatchObject({ state: "connected", transport: "sse" });
    expect(stays()).toBe(1);
  });

  it("begins with what the host serves, where that is not long polling", async () => {
    const host = await startTestHost({ transports: ["sse", "websocket"] });
    const session = new Session({ url: host.url, name: "Ann", transport: "websocket" });
    onTestFinished(() => session.close());
    session.connect();
    await until("it is connected", () => session.state === "connected");
    const auto = new Auto(session);
    onTestFinished(() => auto.stop());
    await until("it stays", () => auto.steps.at(-1)?.kind === "stays");
    expect(kinds(auto)).toEqual(["began sse", "tries websocket", "climbed websocket", "stays websocket"]);
  });

  it("tries only what the host serves", async () => {
    const host = await startTestHost({ transports: ["long-polling", "http-streaming"] });
    const session = new Session({ url: host.url, name: "Ann", transport: SURE });
    onTestFinished(() => session.close());
    const auto = new Auto(session);
    onTestFinished(() => auto.stop());
    session.connect();
    await until("it stays", () => auto.steps.at(-1)?.kind === "stays");
    expect(kinds(auto)).not.toContain("tries websocket");
    expect(session.transport).toBe("http-streaming");
  });
});

describe("with time turned by hand", () => {
  /** A session whose network the test makes. */
  class TestSession extends Emitter<SessionEvents> {
    state: SessionState = "connected";
    transport: TransportName = SURE;
    readonly host = null;
    lastDrop: Drop | null = null;
    ms = 2;
    readonly refused = new Set<TransportName>(["websocket", "sse", "http-streaming"]);

    become(...state: Parameters<SessionEvents["state"]>): void {
      this.state = state[0];
      this.emit("state", ...state);
    }

    async switchTransport(to: TransportName) {
      const from = this.transport;
      if (this.refused.has(to))
        return { ok: false as const, error: { code: "refused" as const, message: "No." } };
      this.transport = to;
      return { ok: true as const, from, to, ms: 1 };
    }

    async roundTrip(): Promise<number> {
      return this.ms;
    }

    /** The connection breaks, and comes back. */
    drop(code: Problem["code"] = "connection-lost", asked?: true): void {
      this.lastDrop = {
        code,
        message: "It broke.",
        at: Date.now(),
        transport: this.transport,
        ...(asked && { asked }),
      };
      this.become("reconnecting", "It broke.", code);
    }

    problem(code: Problem["code"]): void {
      this.emit("error", { code, message: "It does not come about." });
    }
  }

  afterEach(() => void vi.useRealTimers());

  it("tries what was refused again after ten minutes, and not before; and no more once stopped", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
    const session = new TestSession();
    const auto = new Auto(session);
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(auto.steps.filter(({ kind }) => kind === "tries")).toHaveLength(3);
    session.refused.delete("websocket");
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(session.transport).toBe("websocket");
    auto.stop();
    session.transport = SURE;
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(session.transport).toBe(SURE);
  });

  /** Has climbed to WebSocket. */
  async function onWebSocket() {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "performance", "Date"] });
    const session = new TestSession();
    session.refused.clear();
    const auto = new Auto(session);
    onTestFinished(() => auto.stop());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.transport).toBe("websocket");
    return { session, auto };
  }

  const broke = (auto: Auto): number => auto.steps.filter(({ kind }) => kind === "broke").length;

  it("does not blame the transport for somebody who tries to get past the host's lock", async () => {
    const { session, auto } = await onWebSocket();
    session.drop();
    for (let tries = 0; tries < 3; tries++) {
      session.become("locked", "That is not the passcode.", "passcode-wrong");
      session.become("reconnecting");
    }
    session.become("connected");
    expect(broke(auto)).toBe(0);
    session.drop();
    session.become("connected");
    expect(broke(auto)).toBe(1);
  });

  it.each<[string, (session: TestSession, auto: Auto) => void]>([
    [
      "the host was gone",
      (session) => {
        session.drop();
        session.problem("unreachable");
      },
    ],
    ["the host closed", (session) => session.drop("closed-by-host")],
    ["the computer was asleep", (session) => session.drop("connection-lost", true)],
    ["the way was changed here", (session) => session.drop("rerouted")],
    [
      "somebody cut it",
      (session, auto) => {
        auto.pardon();
        session.drop();
      },
    ],
  ])("does not blame the transport where %s", async (_why, breakIt) => {
    const { session, auto } = await onWebSocket();
    for (let drops = 0; drops < 3; drops++) {
      breakIt(session, auto);
      session.become("connected");
    }
    expect(broke(auto)).toBe(0);
    expect(session.transport).toBe("websocket");
  });

  it("sees that what it climbed to has become slow, and whether that is the transport's doing", async () => {
    const { session, auto } = await onWebSocket();
    session.ms = 900; // and so is everything else
    await vi.advanceTimersByTimeAsync(70_000);
    expect(kinds(auto).slice(4)).toEqual([
      "slowed websocket",
      "tries websocket",
      "climbed websocket",
      "stays websocket",
    ]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(auto.steps).toHaveLength(8); // it is as fast as ever now
    vi.spyOn(session, "roundTrip").mockImplementation(async () => (session.transport === SURE ? 5 : 9_000));
    await vi.advanceTimersByTimeAsync(70_000);
    expect(session.transport).toBe(SURE);
    expect(auto.steps).toContainEqual(
      expect.objectContaining({ kind: "slow", transport: "websocket", roundTripMs: 9_000, sureMs: 5 }),
    );
  });
});
