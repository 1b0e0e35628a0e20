// Whether the latency that is shown is the true one: a session behind a proxy that adds so many ms each way, another one
// without a proxy that sends. Both are in this process, so the truth is read from one clock; the session itself knows
// only its measurement of the host's clock, through the proxy.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { Histogram } from "../client/histogram.ts";
import { Session } from "../client/session.ts";
import { TRANSPORTS, type TransportName } from "../protocol/transport-names.ts";
import { startHost } from "../server/host.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import { printTable } from "./figures.ts";

const { values } = parseArgs({
  options: {
    added: { type: "string", default: "50" },
    interval: { type: "string", default: "1000" },
    seconds: { type: "string", default: "20" },
  },
});
const added = Number(values.added);
const interval = Number(values.interval);
const seconds = Number(values.seconds);
/** Not a divisor of any interval: the messages fall on all moments between two polls. */
const EVERY = 97;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function come(
  url: string,
  name: string,
  options: { transport?: TransportName; pollInterval?: number },
): Promise<Session> {
  const session = new Session({ url, name, ...options });
  session.connect();
  const joined = await session.join("lobby");
  if (!joined.ok) throw new Error(joined.error.message);
  return session;
}

async function measure(transport: TransportName) {
  const dataDir = await mkdtemp(join(tmpdir(), "pushpull-latency-"));
  const host = await startHost({ host: "127.0.0.1", port: 0, dataDir, log: pino({ level: "silent" }) });
  const proxy = await startTcpProxy({ port: host.port, latencyMs: added });
  const sender = await come(host.url, "Sender", {});
  const receiver = await come(proxy.url, "Receiver", { transport, pollInterval: interval });
  const sentAt = new Map<string, number>();
  const [truth, shown] = [new Histogram(), new Histogram()];
  receiver.on("message", ({ message, latencyMs }) => {
    truth.record(performance.now() - (sentAt.get(message.id) ?? Number.NaN));
    if (latencyMs !== null) shown.record(latencyMs);
  });
  const start = performance.now();
  const count = Math.floor((seconds * 1_000) / EVERY);
  for (let n = 0; n < count; n++) {
    await sleep(Math.max(0, start + n * EVERY - performance.now()));
    sentAt.set(sender.send("lobby", `${n}`).id, performance.now());
  }
  while (truth.count < count) await sleep(20);
  await Promise.all([sender.close(), receiver.close()]);
  await proxy.close();
  await host.close();
  await rm(dataDir, { recursive: true, force: true });
  return {
    transport,
    count,
    truth: truth.percentiles(),
    shown: shown.percentiles(),
    low: shown.percentile(5),
  };
}

console.error(`${added} ms added each way; ${seconds} s a transport`);
const rows = [];
for (const transport of TRANSPORTS) rows.push(await measure(transport));
const ms = (value: number | null | undefined): string => (value == null ? "–" : value.toFixed(1));
printTable(
  [
    { head: "transport", value: (row) => row.transport },
    { head: "messages", value: (row) => row.count },
    { head: "true p50 ms", value: (row) => ms(row.truth?.p50) },
    { head: "shown p50 ms", value: (row) => ms(row.shown?.p50) },
    {
      head: "difference",
      value: (row) => ms((row.shown?.p50 ?? Number.NaN) - (row.truth?.p50 ?? Number.NaN)),
    },
    { head: "shown p5", value: (row) => ms(row.low) },
    { head: "shown p95", value: (row) => ms(row.shown?.p95) },
    { head: "true p95", value: (row) => ms(row.truth?.p95) },
  ],
  rows,
);
console.log(
  `\nShort polling asks ${interval} ms after each answer, so a message waits for any time up to that and a round trip:` +
    `\nfrom ${added} ms, evenly spread over ${interval + 2 * added} ms, its p50 is near ${added + (interval + 2 * added) / 2} ms and its p95 near ${added + 0.95 * (interval + 2 * added)} ms.`,
);
process.exit(); // sockets of closed sessions may still be open for a moment
