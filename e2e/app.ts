import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { until } from "../testing/until.ts";

/** What the browser tests of the chat share: the host as it is shipped, in a process of its own, and people on it. */

const cli = fileURLToPath(new URL("../dist/cli/pushpull.mjs", import.meta.url));

/** A host that can be stopped and started again, with the same history and at the same address. */
export class TestHost {
  url = "";
  /** Makes whoever opens it an owner. */
  ownerUrl = "";
  readonly #dataDir = mkdtempSync(join(tmpdir(), "pushpull-chat-"));
  readonly #name: string;
  readonly #address: string;
  #child: ChildProcess | undefined;

  constructor(name: string, address = "127.0.0.1") {
    this.#name = name;
    this.#address = address;
  }

  async start(): Promise<void> {
    const port = this.url ? new URL(this.url).port : "0";
    const args = [
      "serve",
      "--json",
      "--no-discovery",
      "--host",
      this.#address,
      "--port",
      port,
      "--name",
      this.#name,
    ];
    const child = spawn(process.execPath, [cli, ...args, "--data", this.#dataDir], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#child = child;
    for await (const line of createInterface(child.stdout)) {
      const { url, owner } = JSON.parse(line);
      this.url = url;
      this.ownerUrl = owner;
      return;
    }
    throw new Error("The host ended before it listened: is dist built (npm run build)?");
  }

  /** SIGTERM tells the clients first; SIGKILL does not. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

interface Fixtures {
  hostName: string;
  host: TestHost;
  /** Somebody who needs no screen, connected and in the lobby. */
  someone(name: string, transport?: TransportName): Promise<Session>;
  /** A browser of one's own on the start screen. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** A browser of one's own, in the lobby. */
  enter(name: string, options?: BrowserContextOptions): Promise<Page>;
}

export const test = base.extend<Fixtures>({
  hostName: ["Maple Lab", { option: true }],
  host: async ({ hostName }, use) => {
    const host = new TestHost(hostName);
    await host.start();
    await use(host);
    await host.dispose();
  },
  someone: async ({ host }, use) => {
    const sessions: Session[] = [];
    await use(async (name, transport = "websocket") => {
      const session = new Session({ url: host.url, name, transport });
      sessions.push(session);
      session.connect();
      expect(await session.join(LOBBY)).toMatchObject({ ok: true });
      return session;
    });
    await Promise.all(sessions.map((session) => session.close()));
  },
  open: async ({ browser, host }, use) => {
    const pages: Page[] = [];
    const faults: string[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ locale: "en-GB", ...options });
      const page = await context.newPage();
      pages.push(page);
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (entry) => {
        if (/content security policy/i.test(entry.text())) faults.push(entry.text());
      });
      await page.goto(host.url);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(faults, "errors in the pages").toEqual([]);
  },
  enter: async ({ open, hostName }, use) => {
    await use(async (name, options) => {
      const page = await open(options);
      await expect(page.getByText(hostName)).toBeVisible();
      await page.getByLabel("Your name").fill(name);
      await page.keyboard.press("Enter");
      // Who is in the room is known once one is in it.
      await expect(page.getByRole("button", { name: /^\d+ (person|people)$/ })).toBeVisible();
      return page;
    });
  },
});

/** Where one writes in the room on screen. */
export const composer = (page: Page) => page.getByRole("textbox", { name: /^Message #/ });

/** A message on screen that holds this text. */
export const message = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

/** Writes a message in the room on screen. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** What a screen reader was told last. */
export const announcement = (page: Page) => page.locator(".chat-screen > [aria-live]");

/** The page's log of messages. */
export const log = (page: Page) => page.getByRole("log");

/** A message on screen: its number in the room, and its text. */
export interface Shown {
  seq: number;
  text: string;
}

/**
 * Reads a room as a person would: from its end up to its beginning, screen by screen. Fails when two neighbours on a
 * screen are not neighbours in the room, and when a number shows two texts.
 */
export async function readRoom(page: Page): Promise<Shown[]> {
  const all = new Map<number, string>();
  await log(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await until(
    "the beginning of the room is reached",
    async () => {
      const screen = await readScreen(page);
      screen.forEach(({ seq, text }, i) => {
        const before = screen[i - 1];
        if (before) expect(seq, `the message below message ${before.seq}`).toBe(before.seq + 1);
        expect(all.get(seq) ?? text, `the text of message ${seq}`).toBe(text);
        all.set(seq, text);
      });
      await log(page).evaluate((element) => element.scrollBy({ top: -0.9 * element.clientHeight }));
      return screen[0]?.seq === 1;
    },
    60_000,
  );
  return [...all].map(([seq, text]) => ({ seq, text })).sort((a, b) => a.seq - b.seq);
}

/** The messages that are drawn now, in the order in which they stand. */
async function readScreen(page: Page): Promise<Shown[]> {
  return page.locator("[data-seq]").evaluateAll((rows) =>
    rows.map((row) => ({
      seq: Number(row.getAttribute("data-seq")),
      text: row.querySelector(".message-text")?.textContent ?? "",
    })),
  );
}
