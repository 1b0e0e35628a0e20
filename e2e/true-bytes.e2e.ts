import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { pino } from "pino";
import { Session } from "../client/session.ts";
import { LIMITS, LOBBY } from "../protocol/limits.ts";
import { bytesOf } from "../protocol/meter.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { startHost } from "../server/host.ts";
import { openCountingPipe } from "../testing/counting-pipe.ts";
import { type PageServer, startPageServer } from "../testing/page-server.ts";
import { until } from "../testing/until.ts";

/** Of each of the two. */
const MESSAGES = 250;
const ALPHABETS = ['plain ASCII "quoted" <b>', "你好，世界", "👋🎉👩‍👩‍👧", "a你👋\u2028\n"];

/** From one character to the longest. */
function text(n: number): string {
  const alphabet = ALPHABETS[n % ALPHABETS.length] ?? "";
  const length = n % 50 === 49 ? LIMITS.text : 1 + ((n * 37) % 300);
  return n === 0
    ? "x"
    : alphabet
        .repeat(Math.ceil(length / alphabet.length))
        .slice(0, LIMITS.text - 20)
        .trim();
}

let pages: PageServer;
test.beforeAll(async () => {
  pages = await startPageServer(fileURLToPath(new URL("session-page.ts", import.meta.url)));
});
test.afterAll(() => pages.close());

for (const transport of TRANSPORTS) {
  test(`what 500 messages cost over ${transport}, as the host says, is what a pipe counts`, async ({
    page,
  }) => {
    const dataDir = await mkdtemp(join(tmpdir(), "pushpull-"));
    const host = await startHost({
      host: "127.0.0.1",
      port: 0,
      dataDir,
      limits: { requestsPerSecond: 1_000, requestBurst: 1_000 },
      log: pino({ level: "silent" }),
    });
    const pipe = await openCountingPipe(host.port);
    const url = `http://127.0.0.1:${pipe.port}`; // for both: then the pipe carries all that the host has
    const peer = new Session({ url, name: "Peer" });
    try {
      peer.connect();
      await peer.join(LOBBY);
      await page.goto(pages.url);
      await page.evaluate(
        async ([at, name, room]) => {
          window.heard = 0;
          window.session = new window.Session({ url: at, name: "Page", transport: name, pollInterval: 200 });
          window.session.on("message", () => window.heard++);
          window.session.connect();
          await window.session.join(room);
        },
        [url, transport, LOBBY] as const,
      );
      const texts = Array.from({ length: MESSAGES }, (_, n) => text(n));
      for (const one of texts) peer.send(LOBBY, one);
      await page.evaluate(
        ([room, all]) => {
          for (const one of all) window.session.send(room, one);
        },
        [LOBBY, texts] as const,
      );
      await until("all has come", () => page.evaluate((all) => window.heard === all, 2 * MESSAGES));

      // At a moment in which nothing is under way.
      await expect
        .poll(() => {
          const { up, down } = pipe.count();
          const { wire } = host.totals();
          return [wire.up - up, wire.down - down];
        })
        .toEqual([0, 0]);
      const { wire, sessions, other } = host.totals();
      const up = sessions.reduce((sum, bill) => sum + bytesOf(bill.up), other.up);
      const down = sessions.reduce((sum, bill) => sum + bytesOf(bill.down), other.down);
      expect({ up, down }).toEqual(wire);
      const bill = sessions.find(({ member }) => member === "Page");
      expect(bill?.transport).toBe(transport);
      const typed = texts.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)), 0);
      expect(bill?.up.payload).toBeGreaterThan(typed);
      expect(bill?.down.payload).toBeGreaterThan(2 * typed);
      for (const part of Object.values({ ...bill?.up, ...bill?.down }))
        expect(part).toBeGreaterThanOrEqual(0);
    } finally {
      await peer.close();
      await page.close();
      await pipe.close();
      await host.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}
