// What metering costs: processor time of the host per delivered message with and without it, in pairs of short runs
// that take turns, each with a host process of its own. Prints the median of the pairs' ratios.
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { Session } from "../client/session.ts";
import { isTransportName, type TransportName } from "../protocol/transport-names.ts";
import { startHost } from "../server/host.ts";
import { median, printTable } from "./figures.ts";

const { values } = parseArgs({
  allowPositionals: true, // those of the child
  options: {
    transports: { type: "string", default: "long-polling,sse,websocket" },
    clients: { type: "string", default: "30" },
    rate: { type: "string", default: "100" },
    seconds: { type: "string", default: "4" },
    pairs: { type: "string", default: "10" },
  },
});
const clients = Number(values.clients);
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const pairs = Number(values.pairs);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The child's part: a host, which tells its processor time in µs whenever it is asked. */
async function beHost(metered: boolean, dataDir: string): Promise<void> {
  const limits = {
    requestsPerSecond: 1e6,
    requestBurst: 1e6,
    sessionsPerAddress: 1e4,
    connectionsPerAddress: 1e4,
  };
  const log = pino({ level: "silent" });
  const host = await startHost({ host: "127.0.0.1", port: 0, dataDir, metered, limits, log });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ url: host.url });
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", () => reject(new Error("the host has ended")));
  });
}

async function cpuOf(child: ChildProcess): Promise<number> {
  const told = answer<{ cpu: number }>(child);
  child.send("cpu");
  return (await told).cpu;
}

async function come(url: string, transport: TransportName, name: string): Promise<Session> {
  const session = new Session({ url, transport, name });
  session.connect();
  const joined = await session.join("lobby");
  if (!joined.ok) throw new Error(joined.error.message);
  return session;
}

/** Processor time of the host in µs per delivered message. */
async function run(transport: TransportName, metered: boolean): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), "pushpull-metering-"));
  const child = fork(process.argv[1] ?? "", ["host", String(metered), dataDir]);
  const sessions: Session[] = [];
  try {
    const { url } = await answer<{ url: string }>(child);
    for (let i = 0; i < clients; i++) sessions.push(await come(url, transport, `Client ${i}`));
    const sender = await come(url, "websocket", "Sender");
    let delivered = 0;
    for (const session of sessions) session.on("message", () => delivered++);
    const send = async (count: number): Promise<void> => {
      const [start, before] = [performance.now(), delivered];
      for (let n = 0; n < count; n++) {
        await sleep(Math.max(0, start + (n * 1_000) / rate - performance.now()));
        sender.send("lobby", "0123456789012345678901234567890123456789");
      }
      while (delivered < before + count * clients) await sleep(10);
    };
    await send(rate); // warms up
    const [cpu, count] = [await cpuOf(child), delivered];
    await send(rate * seconds);
    const used = (await cpuOf(child)) - cpu;
    sessions.push(sender);
    return used / (delivered - count);
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
    child.disconnect();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(transport: TransportName) {
  const rows: { without: number; with: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    // Which one begins takes turns, too.
    const first = await run(transport, pair % 2 === 0);
    const second = await run(transport, pair % 2 !== 0);
    rows.push(pair % 2 === 0 ? { with: first, without: second } : { with: second, without: first });
    console.error(`${transport}: pair ${pair + 1} of ${pairs}`);
  }
  const ratios = rows.map((row) => row.with / row.without);
  return {
    transport,
    without: median(rows.map((row) => row.without)),
    with: median(rows.map((row) => row.with)),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
}

const [role, metered, dataDir] = process.argv.slice(2);
if (role === "host" && dataDir !== undefined) await beHost(metered === "true", dataDir);
else {
  const rows: Awaited<ReturnType<typeof measure>>[] = [];
  for (const transport of values.transports.split(",").filter(isTransportName))
    rows.push(await measure(transport));
  const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)} %`;
  printTable(
    [
      { head: "transport", value: (row) => row.transport },
      { head: "µs/delivery without", value: (row) => row.without.toFixed(1) },
      { head: "with metering", value: (row) => row.with.toFixed(1) },
      { head: "more, median", value: (row) => percent(row.ratio) },
      { head: "lowest pair", value: (row) => percent(row.lowest) },
      { head: "highest pair", value: (row) => percent(row.highest) },
    ],
    rows,
  );
  console.log(
    `\n${clients} receivers, ${rate} messages/s for ${seconds} s, ${pairs} pairs of runs. Processor time of the host alone.`,
  );
  process.exit(); // a socket or two of the closed sessions may still be open
}
