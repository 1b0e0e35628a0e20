import { expect, onTestFinished, test } from "vitest";
import { historyOf } from "../../client/chaos-checks.ts";
import { Session } from "../../client/session.ts";
import { type Conditions, type FaultKind, PRESETS, type PresetName } from "../../protocol/faults.ts";
import { LOBBY } from "../../protocol/limits.ts";
import { TRANSPORTS, type TransportName } from "../../protocol/transport-names.ts";
import type { Host } from "../../server/host.ts";
import { startTestHost } from "../../server/test-host.ts";
import { until } from "../../testing/until.ts";
import { pass, startTestProxy, type TestProxy } from "./test-network.ts";

/** Messages that each of the two sends. */
const EACH = 20;

/** A minute's wait is not for a test: where a preset is slow, it happens sooner here. */
const SOONER: Partial<Record<PresetName, Partial<Conditions>>> = {
  "corporate-proxy": { idleCutMs: 800 },
  "buffering-proxy": { buffer: { bytes: 4_096, ms: 200 } },
  flaky: { cutEveryMs: 3_000 },
};

/** What must have happened to each transport, for the test to have shown something. */
function mustHappen(preset: PresetName, transport: TransportName): FaultKind | null {
  if (preset === "flaky") return "random-cut";
  if (preset !== "corporate-proxy" || transport === "short-polling") return null;
  return transport === "long-polling" ? "idle-504" : "idle-reset";
}

/** Somebody at a host, and how the way there is. */
interface Person {
  session: Session;
  proxy: TestProxy;
  /** Seqs and texts, as they came. */
  received: string[];
}

async function come(
  host: Host,
  conditions: Conditions,
  transport: TransportName,
  name = "Ann",
): Promise<Person> {
  const proxy = await startTestProxy(host.port, conditions);
  const session = new Session({ url: proxy.url, name, transport, pollInterval: 100 });
  onTestFinished(() => session.close());
  const received: string[] = [];
  session.on("message", ({ message: { seq, text } }) => received.push(`${seq} ${text}`));
  session.connect();
  return { session, proxy, received };
}

async function join({ session }: Person): Promise<void> {
  const joined = await session.join(LOBBY, { after: 0 });
  if (!joined.ok) throw new Error(joined.error.message);
}

/** Has both send messages, a few at a time. */
async function talk(people: Person[], from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) {
    for (const { session } of people) session.send(LOBBY, `${session.member?.name} ${number}`);
    await pass(30);
  }
}

const textsOf = (name: string): string[] => Array.from({ length: EACH }, (_, number) => `${name} ${number}`);

/** Ann is behind the proxy and Bob is not; a host of their own, as the quiet between two messages counts. */
async function converse(preset: PresetName, transport: TransportName): Promise<void> {
  const host = await startTestHost();
  const ann = await come(host, { ...PRESETS[preset], ...SOONER[preset] }, transport);
  const bob = await come(host, PRESETS.direct, "websocket", "Bob");
  const both = [ann, bob];
  for (const person of both) await join(person);

  await talk(both, 0, EACH / 2);
  const kind = mustHappen(preset, transport);
  if (kind) await until(`${transport} has met ${kind}`, () => ann.proxy.kinds().includes(kind), 60_000);
  await talk(both, EACH / 2, EACH);
  await until(
    `everything is acked and received over ${transport}`,
    () => both.every(({ session, received }) => session.outbox.length === 0 && received.length >= 2 * EACH),
    60_000,
  );

  const stored = (await historyOf(host.url)).map(({ seq, text }) => `${seq} ${text}`);
  expect(ann.received).toEqual(stored);
  expect(bob.received).toEqual(stored);
  const texts = stored.map((line) => line.slice(line.indexOf(" ") + 1));
  expect(texts.filter((text) => text.startsWith("Ann"))).toEqual(textsOf("Ann"));
  expect(texts.filter((text) => text.startsWith("Bob"))).toEqual(textsOf("Bob"));
}

test.each(Object.keys(PRESETS) as PresetName[])(
  "over every transport nothing is lost, nothing comes twice and all is in order: %s",
  { timeout: 150_000 },
  async (preset) => {
    // Who refuses upgrades has no WebSocket: that is the next test.
    const transports = TRANSPORTS.filter((name) => !(PRESETS[preset].refuseUpgrade && name === "websocket"));
    await Promise.all(transports.map((transport) => converse(preset, transport)));
  },
);

test("WebSocket does not come through the corporate proxy, and another transport takes over", async () => {
  const host = await startTestHost();
  const person = await come(host, PRESETS["corporate-proxy"], "websocket");
  await until("the upgrade is refused", () => person.proxy.kinds().includes("upgrade-refused"));
  expect(person.session.state).toBe("connecting");
  await person.session.switchTransport("sse");
  await join(person);
  person.session.send(LOBBY, "made it");
  await until("it is stored", () => person.received.length === 1);
  expect(person.received).toEqual(["1 made it"]);
});

test("conditions change under a session, and it goes on", async () => {
  const host = await startTestHost();
  const person = await come(host, PRESETS.direct, "http-streaming");
  await join(person);
  for (const [index, preset] of (["mobile", "busy-wifi", "direct", "good-lan"] as const).entries()) {
    person.proxy.setConditions(PRESETS[preset]);
    person.session.send(LOBBY, preset);
    await until(`a message under ${preset}`, () => person.received.length === index + 1);
  }
  person.proxy.worsen({ offline: true });
  person.session.send(LOBBY, "offline");
  await pass(300);
  expect(person.received).toHaveLength(4);
  person.proxy.worsen({ offline: false });
  await until("what was sent meanwhile", () => person.received.length === 5);
  expect(person.received).toEqual(["1 mobile", "2 busy-wifi", "3 direct", "4 good-lan", "5 offline"]);
});
