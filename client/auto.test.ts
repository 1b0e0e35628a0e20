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
import { Session, type SessionEvents, type SessionState } from "./session.ts";

/** A session on `auto` behind a proxy, that has found its place. */
async function settle(conditions: Partial<Conditions>) {
  const host = await startTestHost();
  const target = { host: "127.0.0.1", port: host.port };
  const proxy = await startFaultProxy({ target, conditions: { ...PRESETS.direct, ...conditions }, seed: 1 });
  onTestFinished(() => proxy.close());
  const session = new Session({ url: proxy.url, name: "Ann", transport: SURE });
  onTestFinished(() => session.close());
  const auto = new Auto(session);
  onTestFinished(() => auto.stop());
  session.connect();
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
    readonly refused = new Set<TransportName>(["websocket", "sse", "http-streaming"]);

    become(...state: Parameters<SessionEvents["state"]>): void {
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
      return 2;
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

  it("does not blame the transport for somebody who tries to get past the host's lock", () => {
    const session = new TestSession();
    const auto = new Auto(session);
    onTestFinished(() => auto.stop());
    session.transport = "websocket";
    session.become("reconnecting", "It broke.", "connection-lost");
    for (let tries = 0; tries < 3; tries++) {
      session.become("locked", "That is not the passcode.", "passcode-wrong");
      session.become("reconnecting");
    }
    expect(kinds(auto)).not.toContain("broke websocket");
    session.become("reconnecting", "It broke.", "connection-lost");
    expect(kinds(auto)).toContain("broke websocket");
  });
});
