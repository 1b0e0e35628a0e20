import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { startPageServer } from "../testing/page-server.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import { until } from "../testing/until.ts";
import { faultsOf, historyOf } from "./chaos-checks.ts";

/** How long the chaos lasts, in s. */
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 12);
/** Messages per second of each person. */
const RATE = 50;
/** Every so many ms all TCP connections are reset. */
const KILL_EVERY = 1_500;
/** An iframe whose connection was cut may be noticed only when the host's pings stay out, after 45 s. */
const PATIENCE = 90_000;

/** The host as people start it, in a process of its own. */
async function serve(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const script = fileURLToPath(new URL("../scripts/pushpull.mjs", import.meta.url));
  const args = [script, "serve", "--json", "--host", "127.0.0.1", "--port", "0", "--data", dataDir];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(child.stdout), "line");
  const { url }: { url: string } = JSON.parse(line);
  const stop = async () => {
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    await exit;
  };
  return { url, stop };
}

test("in a browser, two people lose nothing, get nothing twice and all in order, while connections are cut and transports change", async ({
  browser,
}) => {
  test.setTimeout(SECONDS * 1_000 + 2 * PATIENCE + 60_000);
  const dataDir = await mkdtemp(join(tmpdir(), "pushpull-"));
  const host = await serve(dataDir);
  const proxy = await startTcpProxy({ port: Number(new URL(host.url).port), latencyMs: 2 });
  const server = await startPageServer(fileURLToPath(new URL("chaos-page.ts", import.meta.url)));
  const pages = await Promise.all(["Ann", "Bob"].map(async () => (await browser.newContext()).newPage()));
  try {
    for (const [index, page] of pages.entries()) {
      await page.goto(server.url);
      await page.evaluate(
        async ([url, name]) => {
          window.person = new window.ChaosPerson(url, name);
          await window.person.come();
        },
        [proxy.url, ["Ann", "Bob"][index] ?? ""] as const,
      );
    }
    for (const page of pages) await page.evaluate((rate) => window.person.talk(rate), RATE);
    const killer = setInterval(() => proxy.kill(), KILL_EVERY);
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1_000));
    clearInterval(killer);
    for (const page of pages) await page.evaluate(() => window.person.fallSilent());

    const accounts = () => Promise.all(pages.map((page) => page.evaluate(() => window.person.account)));
    const all = (await accounts()).flatMap(({ sent }) => sent).length;
    for (const page of pages) {
      await until(
        "everything is acked and received",
        () =>
          page.evaluate(
            (count) => window.person.isDone && window.person.account.received.length >= count,
            all,
          ),
        PATIENCE,
      );
    }
    for (const { sent, drops, switches, refusedSwitches } of await accounts()) {
      console.log(`${sent.length} sent, ${drops} drops, ${switches} switches, ${refusedSwitches} refused`);
    }
    expect(faultsOf(await accounts(), await historyOf(host.url))).toEqual([]);
  } finally {
    for (const page of pages) await page.context().close();
    await server.close();
    await proxy.close();
    await host.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
