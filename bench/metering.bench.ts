// What metering costs: processor time of the host per delivered message with and without it. Both hosts live in one
// process, since two processes of the very same code differ by ten percent and more by where their code and memory
// happen to lie. They get the same messages in short stretches that take turns; a message goes out when the one before
// has reached everybody, so that each delivery to a polling client is one poll. Each stretch is compared with the other
// host's stretch right beside it, and the median of these pairs counts: what else the machine does hits a few of them.
// --control shows what the bench is off by.
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

const { values, positionals } = parseArgs({
  allowPositionals: true, // those of the child
  options: {
    transports: { type: "string", default: "long-polling,sse,websocket" },
    clients: { type: "string", default: "30" },
    /** Messages of a stretch. */
    messages: { type: "string", default: "60" },
    stretches: { type: "string", default: "16" },
    couples: { type: "string", default: "4" },
    /** Neither host of a couple meters. */
    control: { type: "boolean", default: false },
  },
});
const clients = Number(values.clients);
const messages = Number(values.messages);
const stretches = Number(values.stretches);
const couples = Number(values.couples);
/** Stretches before those that count. */
const WARM_UP = 5;
/** Time after a message has reached everybody, in ms: the next polls are there then. */
const BREATH = 3;
/** Longest that a message may take to reach everybody, in ms. */
const LIMIT = 10_000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The child's part: a host for each folder, and its processor time in µs whenever it is asked. */
async function beHosts(meteredOne: number, folders: readonly string[]): Promise<void> {
  const limits = {
    requestsPerSecond: 1e6,
    requestBurst: 1e6,
    sessionsPerAddress: 1e4,
    connectionsPerAddress: 1e4,
  };
  const log = pino({ level: "silent" });
  const urls: string[] = [];
  for (const [n, dataDir] of folders.entries()) {
    const metered = n === meteredOne && !values.control;
    const host = await startHost({ host: "127.0.0.1", port: 0, dataDir, metered, limits, log });
    urls.push(host.url);
  }
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ urls });
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error("the host has ended"));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as T);
    });
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

/** The people at one host: its listeners, and somebody who speaks. */
class Room {
  readonly #sessions: Session[] = [];
  #delivered = 0;

  static async open(url: string, transport: TransportName): Promise<Room> {
    const room = new Room();
    room.#sessions.push(await come(url, "websocket", "Speaker"));
    for (let i = 0; i < clients; i++) {
      const session = await come(url, transport, `Client ${i}`);
      session.on("message", () => room.#delivered++);
      room.#sessions.push(session);
    }
    return room;
  }

  /** Sends the messages of one stretch. */
  async stretch(): Promise<void> {
    const before = this.#delivered;
    for (let n = 1; n <= messages; n++) {
      const due = performance.now() + LIMIT;
      this.#sessions[0]?.send("lobby", "0123456789012345678901234567890123456789");
      while (this.#delivered < before + n * clients) {
        if (performance.now() > due) throw new Error("a message did not reach everybody");
        await sleep(1);
      }
      await sleep(BREATH);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.close()));
  }
}

/** Of one stretch of each host, side by side: processor time in µs per delivery. */
interface Pair {
  without: number;
  with: number;
}

/** Two hosts, of which one meters, in a process of their own. */
async function measureCouple(transport: TransportName, meteredOne: 0 | 1): Promise<Pair[]> {
  const prefix = join(tmpdir(), "pushpull-metering-");
  const folders = [await mkdtemp(prefix), await mkdtemp(prefix)];
  const control = values.control ? ["--control"] : [];
  const child = fork(process.argv[1] ?? "", ["host", String(meteredOne), ...folders, ...control]);
  const { urls } = await answer<{ urls: string[] }>(child);
  const rooms = await Promise.all(urls.map((url) => Room.open(url, transport)));
  const pairs: Pair[] = [];
  for (let n = 0; n < WARM_UP + stretches; n++) {
    const perDelivery = [0, 0];
    // Which one begins takes turns, too.
    for (const which of n % 2 === 0 ? [0, 1] : [1, 0]) {
      const before = await cpuOf(child);
      await rooms[which]?.stretch();
      perDelivery[which] = ((await cpuOf(child)) - before) / (messages * clients);
    }
    const [own = 0, other = 0] = meteredOne === 0 ? perDelivery : perDelivery.toReversed();
    if (n >= WARM_UP) pairs.push({ with: own, without: other });
  }
  for (const room of rooms) await room.close();
  child.disconnect();
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return pairs;
}

const ratioOf = (pairs: readonly Pair[]): number => median(pairs.map((pair) => pair.with / pair.without));

/** Geometric, as it is ratios that are averaged. */
const mean = (one: number, other: number): number => Math.sqrt(one * other);

async function measure(transport: TransportName) {
  const [first, second]: [Pair[], Pair[]] = [[], []];
  const ofCouples: number[] = [];
  for (let couple = 0; couple < couples; couple++) {
    // The place in the process is worth some percent, so each couple is measured in both orders, and they are averaged.
    const [one, other] = [await measureCouple(transport, 0), await measureCouple(transport, 1)];
    first.push(...one);
    second.push(...other);
    ofCouples.push(mean(ratioOf(one), ratioOf(other)));
    console.error(`${transport}: couple ${couple + 1} of ${couples}`);
  }
  const all = [...first, ...second];
  return {
    transport,
    without: median(all.map((pair) => pair.without)),
    with: median(all.map((pair) => pair.with)),
    ratio: mean(ratioOf(first), ratioOf(second)),
    lowest: Math.min(...ofCouples),
    highest: Math.max(...ofCouples),
  };
}

const [role, meteredOne, ...folders] = positionals;
if (role === "host") await beHosts(Number(meteredOne), folders);
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
      { head: "lowest couple", value: (row) => percent(row.lowest) },
      { head: "highest couple", value: (row) => percent(row.highest) },
    ],
    rows,
  );
  console.log(
    `\n${clients} receivers; ${couples} couples of hosts in both orders, ${stretches} pairs of stretches each, ` +
      `${messages} messages a stretch. Processor time of the host alone.`,
  );
  process.exit(); // a socket or two of the closed sessions may still be open
}
