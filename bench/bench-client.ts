import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { type Delivered, Session } from "../client/session.ts";
import { type Meter, requestsOf } from "../protocol/meter.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { startHost } from "../server/host.ts";
import { type CountingPipe, openCountingPipe } from "../testing/counting-pipe.ts";

/** A host, a counting pipe in front of it, a session in a browser page behind the pipe, and a peer in Node. */
export interface BenchClient {
  readonly pipe: CountingPipe;
  /** Talks to the host directly, over WebSocket: its bytes are not counted. */
  readonly peer: Session;
  /** Requests that the page's session has made so far. */
  requests(): Promise<number>;
  /** TCP connections that carry the page's session now. */
  connections(): Promise<number>;
  /** Sends one message and waits until the page has it. */
  settle(): Promise<void>;
  /** The page's deliveries since the last call, once there are `count` of them. */
  received(count: number): Promise<Delivered[]>;
  sendFromPage(room: string, text: string): Promise<void>;
  /** Resolves when the page's outbox is empty. */
  allAcked(): Promise<void>;
  close(): Promise<void>;
}

declare global {
  interface Window {
    benchSession: Session;
    benchReceived: Delivered[];
    openBenchSession(url: string, transport: TransportName): Promise<void>;
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url));

async function buildPage(folder: string): Promise<void> {
  await build({
    stdin: {
      contents: `
        import { Session } from "./client/session.ts";
        window.benchReceived = [];
        window.openBenchSession = async (url, transport) => {
          const session = new Session({ url, transport, name: "Page" });
          window.benchSession = session;
          session.on("message", (delivered) => window.benchReceived.push(delivered));
          const connected = new Promise((resolve) => session.on("state", (state) => state === "connected" && resolve()));
          session.connect();
          await connected;
          await session.join("lobby");
        };`,
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    format: "iife",
    outfile: join(folder, "page.js"),
    logLevel: "warning",
  });
  await writeFile(
    join(folder, "index.html"),
    '<!doctype html><meta charset="utf-8"><script src="/page.js"></script><body>',
  );
}

/** Opens all of it with `transport`; both sessions are connected and in the lobby when it resolves. */
export async function openBenchClient(page: Page, transport: TransportName): Promise<BenchClient> {
  const folder = await mkdtemp(join(tmpdir(), "pushpull-bench-"));
  await buildPage(folder);
  const host = await startHost({
    host: "127.0.0.1",
    port: 0,
    dataDir: join(folder, "data"),
    rendererDir: folder,
  });
  const pipe = await openCountingPipe(host.port);
  const peer = new Session({ url: host.url, name: "Peer" });
  const peerConnected = new Promise<void>((resolve) => {
    peer.on("state", (state) => state === "connected" && resolve());
  });
  peer.connect();
  await peerConnected;
  await peer.join("lobby");
  await page.goto(`http://127.0.0.1:${pipe.port}`); // same origin, as the app itself is
  await page.evaluate(([url, name]) => window.openBenchSession(url, name), [
    `http://127.0.0.1:${pipe.port}`,
    transport,
  ] as const);

  const meter = (): Promise<Meter | null> => page.evaluate(() => window.benchSession.meter());
  const received = async (count: number): Promise<Delivered[]> => {
    await page.waitForFunction((n) => window.benchReceived.length >= n, count, { timeout: 60_000 });
    return page.evaluate(() => window.benchReceived.splice(0));
  };
  return {
    pipe,
    peer,
    requests: async () => {
      const bills = (await meter())?.bills ?? [];
      return bills.reduce((sum, { requests }) => sum + requestsOf(requests), 0);
    },
    connections: async () => (await meter())?.connections ?? Number.NaN,
    settle: async () => {
      peer.send("lobby", "settle");
      await received(1);
    },
    received,
    sendFromPage: (room, text) =>
      page.evaluate(([r, t]) => void window.benchSession.send(r, t), [room, text] as const),
    allAcked: async () => {
      await page.waitForFunction(() => window.benchSession.outbox.length === 0, null, { timeout: 60_000 });
    },
    close: async () => {
      await page.evaluate(() => window.benchSession.close());
      await peer.close();
      await pipe.close();
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
