// Races in the desktop app, whose host has main start the hosts that it races against.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { words } from "../renderer/words/index.ts";
import { type Desktop, test as desktopTest, expect } from "./desktop.ts";

const names = words.en.transport.name;

interface RaceScreen extends Desktop {
  openScreen(): Promise<void>;
  /** Races all six at once. */
  start(seconds: number): Promise<void>;
  /** Waits until the six hosts are raced against. Resolves to their process ids. */
  sixHosts(): Promise<number[]>;
  expectNothingLeft(pids: readonly number[]): Promise<void>;
  /** Folders in which race hosts store what they have. */
  raceFolders(): string[];
}

const test = desktopTest.extend<{ desktop: RaceScreen }>({
  desktop: async ({ launch }, use) => {
    const tempDir = mkdtempSync(join(tmpdir(), "pushpull-shell-race-")); // nobody else's races are in it
    const desktop = await launch({ tempDir });
    await use({ ...desktop, ...raceScreen(desktop, tempDir) });
    await desktop.app.dispose();
    rmSync(tempDir, { recursive: true, force: true, maxRetries: 5 });
  },
});

function raceScreen({ app, page }: Desktop, tempDir: string): Omit<RaceScreen, keyof Desktop> {
  const raceFolders = () => readdirSync(tempDir).filter((name) => name.startsWith("pushpull-race-"));
  return {
    raceFolders,
    async openScreen() {
      await page.keyboard.press("Control+Shift+R");
      await expect(page.getByRole("main", { name: "Race" })).toBeVisible();
    },
    async start(seconds) {
      await page.getByRole("button", { name: /^Set (one )?up$/ }).click();
      await page.getByLabel("Clients").fill("2");
      await page.getByLabel("Seconds each").fill(String(seconds));
      await page.getByRole("radio", { name: "All at once" }).check({ force: true });
      await page.getByRole("button", { name: "Start the race" }).click();
    },
    async sixHosts() {
      await expect.poll(() => app.raceHosts()).toHaveLength(TRANSPORTS.length);
      await expect(page.locator(".race-dot.many").first()).toBeAttached();
      expect(raceFolders()).toHaveLength(TRANSPORTS.length);
      return app.raceHosts();
    },
    async expectNothingLeft(pids) {
      await expect.poll(() => pids.filter(isRunning)).toEqual([]);
      await expect.poll(raceFolders).toEqual([]);
      expect(await app.raceHosts()).toEqual([]);
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("all six are raced, nothing is lost, and nothing is left behind", async ({ desktop }) => {
  test.slow();
  const { page, join, openScreen, start, sixHosts, expectNothingLeft } = desktop;
  await join("Ada");
  await openScreen();
  await start(2);
  const pids = await sixHosts();
  await expect(page.locator("[data-state]")).toHaveAttribute("data-state", "finished", { timeout: 60_000 });
  const table = page.getByRole("table", { name: /^What each transport has done/ });
  for (const transport of TRANSPORTS) {
    const cells = table.getByRole("row", { name: names[transport] }).getByRole("cell");
    for (const fault of [13, 14, 15]) await expect(cells.nth(fault)).toHaveText("0");
  }
  await expectNothingLeft(pids);
});

test("a race that is cancelled leaves nothing behind, nor does an app that quits in one", async ({
  desktop,
}) => {
  test.slow();
  const { app, page, join, openScreen, start, sixHosts, expectNothingLeft, raceFolders } = desktop;
  await join("Ada");
  await openScreen();
  await start(100);
  const cancelled = await sixHosts();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.locator("[data-state]")).toHaveAttribute("data-state", "cancelled");
  await expectNothingLeft(cancelled);

  await start(100);
  const quit = await sixHosts();
  expect(await app.quit()).toBe(0);
  expect(quit.filter(isRunning)).toEqual([]);
  expect(raceFolders()).toEqual([]);
});

test("a host that crashes in a race leaves nothing behind, and one chats and races again", async ({
  desktop,
}) => {
  test.slow();
  const { app, page, join, message, say, openScreen, start, sixHosts, expectNothingLeft } = desktop;
  await join("Ada");
  await openScreen();
  await start(100);
  const pids = await sixHosts();
  await app.crashHost();
  await expectNothingLeft(pids);
  await page.keyboard.press("Escape");
  await say("After the crash");
  await expect(message("After the crash")).toBeVisible();
  await expect(page.getByText("Sending")).toHaveCount(0);

  await openScreen();
  await start(100);
  await sixHosts();
});
