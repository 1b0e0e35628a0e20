import { expect, onTestFinished, test } from "vitest";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { startTestHost } from "../server/test-host.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import { until } from "../testing/until.ts";
import { Session } from "./session.ts";

/** 24 kB each: some hundred of them are more than the kernel takes for a connection that nobody reads. */
const TEXT = "慢".repeat(7_990);
const MESSAGES = 800;

test.each(TRANSPORTS)(
  "who does not read does not fill the host over %s, and misses nothing",
  async (transport) => {
    const host = await startTestHost({
      limits: { backlog: 1_000_000, requestsPerSecond: 1e6, requestBurst: 1e6 },
    });
    const proxy = await startTcpProxy({ port: host.port });
    onTestFinished(() => proxy.close());
    const fast = await come(host.url, "Fast", "websocket");
    const slow = await come(proxy.url, "Slow", transport);
    proxy.stall();
    for (let n = 1; n <= MESSAGES; n++) fast.session.send(LOBBY, `${n} ${TEXT}`);
    await until("the host has let go of the slow one", () => host.totals().sessions.some(isEnded), 40_000);
    await until("the other one has everything", () => fast.numbers.length === MESSAGES, 40_000);
    expect(slow.numbers.length).toBeLessThan(MESSAGES);
    expect(host.totals().sessions.find(({ member }) => member === "Fast")).toMatchObject({ open: true });
    proxy.flow();
    await until("the slow one has everything, too", () => slow.numbers.length >= MESSAGES, 40_000);
    expect(slow.numbers).toEqual(Array.from({ length: MESSAGES }, (_, i) => i + 1));
  },
  120_000,
);

const isEnded = ({ member, open }: { member: string | null; open: boolean }): boolean =>
  member === "Slow" && !open;

/** Somebody in the lobby, with the numbers of the messages that came. */
async function come(url: string, name: string, transport: (typeof TRANSPORTS)[number]) {
  const session = new Session({ url, name, transport, pollInterval: 100 });
  onTestFinished(() => session.close());
  const numbers: number[] = [];
  session.on("message", ({ message }) => numbers.push(Number.parseInt(message.text, 10)));
  session.connect();
  const joined = await session.join(LOBBY);
  if (!joined.ok) throw new Error(joined.error.message);
  return { session, numbers };
}
