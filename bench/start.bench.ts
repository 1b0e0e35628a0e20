// How long the app takes from its start to a screen that one can use, and what a host costs while nobody talks. Needs
// `npm run build`. The desktop app runs on Electron where there is one, else on the tests' stand-in for it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { launchChromium } from "../testing/chromium.ts";
import { launchDesktopApp } from "../testing/desktop-app/launch.ts";
import { median, printTable } from "./figures.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    /** How long the idle host is watched. */
    idle: { type: "string", default: "60" },
  },
});
const runs = Number(values.runs);
const idleSeconds = Number(values.idle);
/** Before the idle host is watched, in ms: what the start has left to do is done then. */
const SETTLE = 5_000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface OwnHost {
  child: ChildProcess;
  url: string;
  dataDir: string;
}

/** A host as `serve` starts it, found by others as usual. */
async function serve(): Promise<OwnHost> {
  const dataDir = mkdtempSync(join(tmpdir(), "pushpull-start-"));
  const args = ["dist/cli/pushpull.mjs", "serve", "--json", "--port", "0", "--data", dataDir];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface(child.stdout))
    return { child, dataDir, url: JSON.parse(line).url };
  throw new Error("The host ended before it listened: is dist built (npm run build)?");
}

async function end({ child, dataDir }: OwnHost): Promise<void> {
  child.kill();
  await once(child, "exit");
  rmSync(dataDir, { recursive: true, force: true });
}

/** Waits until one can type a name: the first thing that one does. */
const isUsable = (page: Page): Promise<void> => page.getByLabel("Your name").waitFor();

/** In ms. */
async function startHost(): Promise<number> {
  const start = performance.now();
  const host = await serve();
  const took = performance.now() - start;
  await end(host);
  return took;
}

/** From the address to the screen, in a new profile of a browser that runs; in ms. */
async function openInBrowser(): Promise<number> {
  const host = await serve();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const start = performance.now();
    await page.goto(host.url);
    await isUsable(page);
    return performance.now() - start;
  } finally {
    await browser.close();
    await end(host);
  }
}

let runsOn = "";
/** How long the runtime itself took to come up, in ms. */
const runtimeTook: number[] = [];

/** From when the runtime was up to the screen, in ms. */
async function openOnDesktop(): Promise<number> {
  const app = await launchDesktopApp();
  try {
    runsOn = app.runsOn;
    await isUsable(await app.page());
    const usableAt = Date.now();
    const runtimeUpAt = await app.runtimeUpAt();
    runtimeTook.push(runtimeUpAt - app.startedAt);
    await app.quit();
    return usableAt - runtimeUpAt;
  } finally {
    await app.dispose();
  }
}

/** Processor time of a process, in ms, and its resident memory, in bytes (proc_pid_stat(5), on Linux). */
function usage(pid: number): { cpuMs: number; rss: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the name in brackets, which may hold anything: the 12th and 13th fields are ticks of 10 ms.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, rss: Number(rss) * 1_024 };
}

async function idle(): Promise<{ memory: number; cpuPercent: number }> {
  const host = await serve();
  try {
    await sleep(SETTLE);
    const pid = host.child.pid ?? 0;
    const before = usage(pid);
    await sleep(idleSeconds * 1_000);
    const after = usage(pid);
    return { memory: after.rss, cpuPercent: ((after.cpuMs - before.cpuMs) / (idleSeconds * 1_000)) * 100 };
  } finally {
    await end(host);
  }
}

async function times(what: string, run: () => Promise<number>) {
  const took: number[] = [];
  for (let n = 0; n < runs; n++) took.push(await run());
  return { what, median: median(took), best: Math.min(...took), worst: Math.max(...took) };
}

const rows = [
  await times("serve: until it listens", startHost),
  await times("browser: until one can type a name", openInBrowser),
  await times("desktop app: from its runtime until one can type a name", openOnDesktop),
];
printTable(
  [
    { head: `of ${runs} starts, ms`, value: (row) => row.what },
    { head: "median", value: (row) => row.median },
    { head: "best", value: (row) => row.best },
    { head: "worst", value: (row) => row.worst },
  ],
  rows,
);
console.log(
  `\nThe desktop app ran on ${runsOn}, which itself took ${median(runtimeTook).toFixed(0)} ms to come up. The browsers ran already when the clock started.`,
);
if (process.platform === "linux") {
  const { memory, cpuPercent } = await idle();
  console.log(
    `A host that nobody uses: ${(memory / 1e6).toFixed(1)} MB resident, ${cpuPercent.toFixed(2)} % of a core over ${idleSeconds} s.`,
  );
} else console.log("What an idle host costs is measured on Linux only.");
