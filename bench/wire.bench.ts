// What each transport costs, measured with the real host and the real session in Chromium over HTTP/1.1:
// idle for a while, then one message a tenth of a second each way. Bytes are counted by a TCP pipe in between.
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { isTransportName, TRANSPORTS, type TransportName, wireName } from "../protocol/transport-names.ts";
import { launchChromium } from "../testing/chromium.ts";
import { type BenchClient, openBenchClient } from "./bench-client.ts";
import { type Column, median, percentile, printTable } from "./figures.ts";

const TEXT = "0123456789012345678901234567890123456789";
const RATE = 10; // messages/s
/** An Engine.IO message packet around the Socket.IO event, without any transport's framing. */
const packetBytes = (message: unknown): number =>
  Buffer.byteLength(`42${JSON.stringify(["message", message])}`);

interface Row {
  transport: TransportName;
  idleUp: number;
  idleDown: number;
  idleRequests: number;
  sockets: number;
  downBytes: number;
  downPacket: number;
  downOverhead: number;
  upBytes: number;
  upBack: number;
  p50: number;
  p95: number;
}

const { values } = parseArgs({
  options: {
    idle: { type: "string", default: "60" },
    seconds: { type: "string", default: "20" },
    transports: { type: "string", default: "all" },
    json: { type: "boolean", default: false },
  },
});
const idleSeconds = Number(values.idle);
const seconds = Number(values.seconds);
const chosen =
  values.transports === "all" ? [...TRANSPORTS] : values.transports.split(",").filter(isTransportName);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls `send` at RATE for `seconds`, at the intended times, however late a timer is. */
async function atRate(send: (n: number) => void): Promise<number> {
  const start = performance.now();
  const total = RATE * seconds;
  for (let n = 0; n < total; n++) {
    await sleep(Math.max(0, start + (n * 1000) / RATE - performance.now()));
    send(n);
  }
  return total;
}

async function measure(transport: TransportName, page: Page): Promise<Row> {
  const client: BenchClient = await openBenchClient(page, transport);
  try {
    await sleep(2_000); // the clock's samples and the join are over; idle connections are not yet closed
    const before = await client.requests();
    client.pipe.reset();
    await sleep(idleSeconds * 1000);
    const idle = client.pipe.count();
    const idleRequests = (await client.requests()) - before;
    const sockets = await client.connections();

    await client.settle();
    client.pipe.reset();
    const sent = await atRate(() => client.peer.send("lobby", TEXT));
    const delivered = await client.received(sent);
    await sleep(1_500); // what short polling and the last ack still owe
    const down = client.pipe.count();
    const downPacket = median(delivered.map((one) => packetBytes(one.message)));
    const latency = delivered.map((one) => one.receivedAt - one.message.sentAt);

    client.pipe.reset();
    const asked = await atRate(() => void client.sendFromPage("lobby", TEXT));
    await client.allAcked();
    await sleep(1_500);
    const up = client.pipe.count();

    const perMinute = 60 / idleSeconds;
    const downBytes = (down.up + down.down) / sent;
    return {
      transport,
      idleUp: idle.up * perMinute,
      idleDown: idle.down * perMinute,
      idleRequests: idleRequests * perMinute,
      sockets,
      downBytes,
      downPacket,
      downOverhead: downBytes - downPacket,
      upBytes: up.up / asked,
      upBack: up.down / asked,
      p50: percentile(latency, 50),
      p95: percentile(latency, 95),
    };
  } finally {
    await client.close();
  }
}

const columns: Column<Row>[] = [
  { head: "transport", value: (row) => row.transport },
  { head: "idle up B/min", value: (row) => row.idleUp },
  { head: "idle down B/min", value: (row) => row.idleDown },
  { head: "idle req/min", value: (row) => row.idleRequests },
  { head: "sockets", value: (row) => row.sockets },
  { head: "to client B/msg", value: (row) => row.downBytes },
  { head: "packet B", value: (row) => row.downPacket },
  { head: "overhead B/msg", value: (row) => row.downOverhead },
  { head: "to host up B/msg", value: (row) => row.upBytes },
  { head: "and back B/msg", value: (row) => row.upBack },
  { head: "p50 ms", value: (row) => row.p50 },
  { head: "p95 ms", value: (row) => row.p95 },
];

const browser = await launchChromium();
const rows: Row[] = [];
try {
  for (const transport of chosen) {
    const context = await browser.newContext();
    console.error(
      `measuring ${transport} (${wireName(transport)}): ${idleSeconds} s idle, 2 x ${seconds} s at ${RATE}/s`,
    );
    rows.push(await measure(transport, await context.newPage()));
    await context.close();
  }
} finally {
  await browser.close();
}
if (values.json) console.log(JSON.stringify({ event: "wire", text: TEXT.length, rate: RATE, rows }));
else {
  printTable(columns, rows);
  console.log(
    `\nChromium ${browser.version()}, HTTP/1.1, texts of ${TEXT.length} bytes, ${RATE}/s. "to client" counts both directions; ` +
      `"packet" is the protocol's own message;\noverhead is what the transport adds to it. "and back" holds the ack and the sender's own message.`,
  );
}
