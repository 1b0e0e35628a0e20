// A room with many messages in a real browser: loads all of its history by scrolling up, then scrolls through it, and
// prints the browser's own records of long tasks (over 50 ms, https://w3c.github.io/longtasks/).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { startHost } from "../server/host.ts";
import { Store } from "../server/store.ts";
import { launchChromium } from "../testing/chromium.ts";
import { percentile, printTable } from "./figures.ts";
import { enter, forgetSmoothness, openWatchedPage, smoothnessOf } from "./watched-page.ts";

const { values } = parseArgs({ options: { messages: { type: "string", default: "10000" } } });
const total = Number(values.messages);

const WORDS =
  "the quick brown fox jumps over one lazy dog while nobody looks 你好 世界 and then goes home".split(" ");

/** Texts of several lengths, from a word to a paragraph, always the same ones. */
function text(n: number): string {
  const length = 1 + ((n * 7919) % (n % 20 === 0 ? 120 : 25));
  return Array.from({ length }, (_, i) => WORDS[(n + i * 5) % WORDS.length]).join(" ");
}

async function fill(dataDir: string): Promise<void> {
  const idle = await startHost({ host: "127.0.0.1", port: 0, dataDir }); // makes the database
  await idle.close();
  const store = new Store(join(dataDir, "history.sqlite"));
  const start = Date.now() - total * 20_000;
  const drafts = Array.from({ length: total }, (_, n) => ({
    room: "lobby",
    id: `bench-${n}`,
    sender: { id: `person-${n % 7}`, name: `Person ${n % 7}` },
    text: text(n),
    sentAt: start + n * 20_000,
  }));
  store.append(drafts, Date.now());
  store.close();
}

interface Phase {
  phase: string;
  seconds: number;
  frames: number;
  frameP95: number;
  longTasks: number;
  longest: number;
}

async function phase(page: Page, name: string, run: () => Promise<void>): Promise<Phase> {
  await forgetSmoothness(page);
  const start = performance.now();
  await run();
  const { longTasks, frames } = await smoothnessOf(page);
  return {
    phase: name,
    seconds: (performance.now() - start) / 1000,
    frames: frames.length,
    frameP95: percentile(frames, 95),
    longTasks: longTasks.length,
    longest: Math.max(0, ...longTasks),
  };
}

/** Scrolls the log by `step` px a frame until `done` says so, or `limit` frames have passed. */
async function scroll(page: Page, step: number, until: "top" | "bottom", limit: number): Promise<void> {
  await page.evaluate(
    async ({ step, until, limit }) => {
      const log = document.querySelector<HTMLElement>("[role=log]");
      if (!log) throw new Error("there is no message log");
      let still = 0;
      for (let frame = 0; frame < limit && still < 120; frame++) {
        const before = log.scrollTop;
        log.scrollTop += step;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const end =
          until === "top" ? log.scrollTop <= 0 : log.scrollTop + log.clientHeight >= log.scrollHeight - 1;
        still = end && Math.abs(log.scrollTop - before) < 1 ? still + 1 : 0;
      }
    },
    { step, until, limit },
  );
}

const dataDir = await mkdtemp(join(tmpdir(), "pushpull-scroll-"));
await fill(dataDir);
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
  await page.getByRole("log").waitFor();

  const phases = [
    await phase(page, `load ${total} messages by scrolling up`, () => scroll(page, -1500, "top", 20_000)),
    await phase(page, "scroll down, 400 px a frame", () => scroll(page, 400, "bottom", 20_000)),
    await phase(page, "scroll up, 2,000 px a frame", () => scroll(page, -2000, "top", 20_000)),
  ];
  const oldest = await page.evaluate(() =>
    document.querySelector("[role=log]")?.textContent?.includes("Person 0"),
  );
  printTable(
    [
      { head: "phase", value: (row) => row.phase },
      { head: "seconds", value: (row) => row.seconds },
      { head: "frames", value: (row) => row.frames },
      { head: "frame p95 ms", value: (row) => row.frameP95 },
      { head: "tasks over 50 ms", value: (row) => row.longTasks },
      { head: "longest ms", value: (row) => row.longest },
    ],
    phases,
  );
  console.log(
    `\nChromium ${browser.version()}. The room's first message was ${oldest ? "" : "NOT "}reached.`,
  );
} finally {
  await browser.close();
  await host.close();
  await rm(dataDir, { recursive: true, force: true });
}
