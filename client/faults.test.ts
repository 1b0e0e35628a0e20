import { describe, expect, it, onTestFinished } from "vitest";
import { FaultDesk } from "../lab/faults/desk.ts";
import { PRESETS } from "../protocol/faults.ts";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { startTestHost } from "../server/test-host.ts";
import { until } from "../testing/until.ts";
import { FaultyNetwork } from "./faults.ts";
import { Session } from "./session.ts";

async function openNetwork(hostUrl: string): Promise<FaultyNetwork> {
  const opened = await FaultyNetwork.open(hostUrl, PRESETS.direct, 7);
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

describe.each(TRANSPORTS)("a session over %s", (transport) => {
  it("goes through a faulty network and back while one talks, and loses nothing", async () => {
    const host = await startTestHost({ extend: (address) => new FaultDesk(address) });
    const ann = new Session({ url: host.url, name: "Ann", transport, pollInterval: 100 });
    const bob = new Session({ url: host.url, name: "Bob" });
    const heard: number[] = [];
    const drops: (string | undefined)[] = [];
    ann.on("message", ({ message }) => heard.push(message.seq));
    ann.on("state", (_state, _reason, code) => code && drops.push(code));
    for (const session of [ann, bob]) {
      onTestFinished(() => session.close());
      session.connect();
      expect(await session.join(LOBBY)).toMatchObject({ ok: true });
    }
    const network = await openNetwork(host.url);
    let sent = 0;
    const talk = (): void => {
      for (let i = 0; i < 10; i++) for (const session of [ann, bob]) session.send(LOBBY, `${++sent}`);
    };
    talk();
    ann.route(network.url);
    talk();
    await until("she is back, through the network", () => ann.state === "connected" && drops.length === 1);
    talk();
    await until("all has come", () => heard.length === sent);
    expect((await network.set({ ...PRESETS.direct, latencyMs: 5 })).ok).toBe(true);
    // Between two polls there may be no connection to cut.
    await until("a cut is felt", async () => {
      expect((await network.cut()).ok).toBe(true);
      return drops.length === 2;
    });
    talk();
    await until("she is back again", () => ann.state === "connected");
    ann.route(null);
    talk();
    await until("all has come again", () => heard.length === sent && ann.outbox.length === 0);
    expect(heard).toEqual(Array.from({ length: sent }, (_, i) => i + 1));
    expect(drops).toEqual(["rerouted", "connection-lost", "rerouted"]);
    expect(ann.transport).toBe(transport);
    const page = await network.look();
    expect(page.ok && page.value.events.map(({ kind }) => kind)).toContain("cut");
    const later = await network.look();
    expect(later.ok && later.value.events).toEqual([]);
    await network.close();
    expect(await network.look()).toMatchObject({ ok: false, message: expect.stringContaining("closed") });
  });
});

it("says in a sentence that a host has no such networks", async () => {
  const host = await startTestHost();
  expect(await FaultyNetwork.open(host.url, PRESETS.direct, 1)).toMatchObject({ ok: false });
  const none = await FaultyNetwork.open("http://127.0.0.1:1", PRESETS.direct, 1);
  expect(none).toEqual({
    ok: false,
    code: "no-answer",
    message: "This host does not answer, or has no networks with faults.",
  });
});
