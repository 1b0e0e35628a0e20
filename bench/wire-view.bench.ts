// The wire's screen under load, in a real browser: the app on a real host, whose answers about the wire are replaced by
// made-up ones with 2,000 exchanges a second. Prints the browser's own records of long tasks (over 50 ms,
// https://w3c.github.io/longtasks/) and how many rows were kept.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Route } from "@playwright/test";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import type { WireEntry, WirePage } from "../protocol/wire.ts";
import { startHost } from "../server/host.ts";
import { launchChromium } from "../testing/chromium.ts";
import { percentile, printTable } from "./figures.ts";
import { enter, forgetSmoothness, openWatchedPage, smoothnessOf } from "./watched-page.ts";

const { values } = parseArgs({
  options: { rate: { type: "string", default: "2000" }, seconds: { type: "string", default: "10" } },
});
const rate = Number(values.rate);
const seconds = Number(values.seconds);

/** As the host: entries in one answer, and entries that it keeps. */
const PAGE = 1_500;

const HEAD = `User-Agent: Mozilla/5.0 (X11; Linux x64)\r\nAccept: */*\r\n${"X-Header: some value\r\n".repeat(20)}\r\n`;
const NO_BYTES = { payload: 0, framing: 0, heads: 0, handshake: 0 };

/** Exchanges as a host would tell them: polls of all transports with a message each, and every third one empty. */
class MadeUpWire {
  readonly #entries: WireEntry[] = [];
  readonly #start = Date.now();
  #exchanges = 0;

  read(after: number): WirePage {
    const due = Math.min(seconds * rate, Math.floor(((Date.now() - this.#start) * rate) / 1_000));
    while (this.#exchanges < due) this.#add();
    const entries = this.#entries.slice(after, after + PAGE);
    return { entries, last: entries.at(-1)?.n ?? after, missed: 0 };
  }

  get exchanges(): number {
    return this.#exchanges;
  }

  #add(): void {
    const exchange = ++this.#exchanges;
    const at = this.#start + (exchange * 1_000) / rate;
    const transport = TRANSPORTS[exchange % TRANSPORTS.length] ?? "sse";
    const url = `/socket.io/?EIO=4&transport=${transport}&t=${exchange}&sid=[redacted]`;
    const of = { exchange, at };
    this.#push({
      ...of,
      kind: "request",
      connection: exchange % 6,
      transport,
      method: "GET",
      url,
      head: `GET ${url} HTTP/1.1\r\n${HEAD}`,
      headBytes: 612,
      partial: false,
    });
    this.#push({ ...of, kind: "response", status: 200, head: `HTTP/1.1 200 OK\r\n${HEAD}`, headBytes: 240 });
    const message = { room: "lobby", seq: exchange, id: `bench-${exchange}`, text: "the quick brown fox" };
    const packet = exchange % 3 === 0 ? "6" : `42${JSON.stringify(["message", message])}`;
    this.#push({
      ...of,
      kind: "packet",
      direction: "down",
      queued: null,
      packet,
      binary: false,
      bytes: packet.length,
      written: null,
      cut: false,
    });
    this.#push({
      ...of,
      at: at + 4,
      kind: "end",
      up: { ...NO_BYTES, heads: 612 },
      down: { ...NO_BYTES, heads: 240, payload: packet.length },
      request: packet === "6" ? "empty" : "data",
      heldMs: 4,
    });
  }

  #push(entry: WireEntry extends infer E ? (E extends WireEntry ? Omit<E, "n"> : never) : never): void {
    this.#entries.push({ n: this.#entries.length + 1, ...entry } as WireEntry);
  }
}

const dataDir = await mkdtemp(join(tmpdir(), "pushpull-wire-"));
const host = await startHost({
  host: "127.0.0.1",
  port: 0,
  dataDir,
  rendererDir: join(process.cwd(), "dist", "renderer"),
});
const browser = await launchChromium();
try {
  const page = await openWatchedPage(browser);
  await enter(page, host.url);
  // What is measured is a screen that is open: it is loaded and drawn before the load begins.
  await page.keyboard.press("Alt+w");
  await page.getByRole("grid").waitFor();
  await page.waitForTimeout(1_000);
  await page.getByRole("button", { name: "Clear" }).click();
  await forgetSmoothness(page);

  let wire: MadeUpWire | undefined;
  let first: number | undefined;
  await page.route(/\/api\/wire\//, async (route: Route) => {
    // Another numbering than the host's begins: what the screen asks after is counted from there.
    const asked = Number(new URL(route.request().url()).searchParams.get("after"));
    first ??= asked;
    wire ??= new MadeUpWire();
    const { entries, last, missed } = wire.read(asked - first);
    const shift = first;
    await route.fulfill({ json: { entries, last: last + shift, missed } });
  });
  await page.waitForTimeout(seconds * 1_000);
  const { longTasks, frames } = await smoothnessOf(page);
  // What came in the last moment is fetched, too.
  await page.waitForTimeout(2_000);
  const state = await page.locator(".wire-state").innerText();
  const drawn = await page.getByRole("row").count();
  printTable(
    [
      { head: "exchanges/s", value: (row) => row.rate },
      { head: "seconds", value: (row) => row.seconds },
      { head: "exchanges", value: (row) => row.exchanges },
      { head: "tasks over 50 ms", value: (row) => row.longTasks },
      { head: "longest ms", value: (row) => row.longest },
      { head: "frame p95 ms", value: (row) => row.frameP95 },
      { head: "rows drawn", value: (row) => row.drawn },
    ],
    [
      {
        rate,
        seconds,
        exchanges: wire?.exchanges ?? 0,
        longTasks: longTasks.length,
        longest: Math.max(0, ...longTasks),
        frameP95: percentile(frames, 95),
        drawn,
      },
    ],
  );
  console.log(`\nChromium ${browser.version()}. The screen says: ${state}`);
} finally {
  await browser.close();
  await host.close();
  await rm(dataDir, { recursive: true, force: true });
}
