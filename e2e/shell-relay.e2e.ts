// The app's page is barred from the local network, and the app relays. On the stand-in for Electron, whose Chromium can
// reach nothing but loopback: to its page every other address fails at once, over every transport, as on a Mac that bars it.
import { networkInterfaces } from "node:os";
import type { Page } from "@playwright/test";
import { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { words } from "../renderer/words/index.ts";
import { TestHost } from "./app.ts";
import { expectAccessible } from "./axe.ts";
import { type Desktop, test as desktopTest, expect } from "./desktop.ts";

const names = words.en.transport.name;
/** Where others on the network see this computer: a host there is not on loopback. */
const lanAddress = Object.values(networkInterfaces())
  .flatMap((infos = []) => infos)
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

/** The app beside a host on the network, in a window so wide that the panel is open. */
const test = desktopTest.extend<{ host: TestHost; desktop: Desktop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  host: async ({}, use) => {
    const host = new TestHost("Far Lab", lanAddress);
    await host.start();
    await use(host);
    await host.dispose();
  },
  desktop: async ({ launch }, use, info) => {
    const desktop = await launch();
    info.skip(desktop.app.runsOn !== "stand-in", "Electron's page cannot be barred by a test.");
    await desktop.page.setViewportSize({ width: 1_200, height: 800 });
    await use(desktop);
  },
});
test.skip(lanAddress === undefined, "This computer is on no network.");

const addressOf = (host: TestHost): string => host.url.slice("http://".length);
const panel = (page: Page) => page.getByRole("complementary", { name: "Transport" });
const note = (page: Page) => page.getByText("you go through the app's own relay");

async function joinByAddress(page: Page, host: TestHost): Promise<void> {
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Address").fill(addressOf(host));
  await page.getByRole("button", { name: "Connect" }).click();
}

async function openNetworks(page: Page): Promise<void> {
  await panel(page).locator("summary", { hasText: "Network" }).click();
  await expect(panel(page).getByRole("radio", { name: "Direct" })).toBeVisible();
}

/** Bert is on the other host, and reaches it directly. */
async function withBert(
  host: TestHost,
  task: (bert: Session, heard: string[]) => Promise<void>,
): Promise<void> {
  const bert = new Session({ url: host.url, name: "Bert" });
  const heard: string[] = [];
  bert.on("message", ({ message: { text } }) => heard.push(text));
  try {
    bert.connect();
    expect(await bert.join(LOBBY)).toMatchObject({ ok: true });
    await task(bert, heard);
  } finally {
    await bert.close();
  }
}

test("the page itself reaches nothing on the network", async ({ desktop, host }) => {
  const { page, hostUrl } = desktop;
  const own = await hostUrl();
  const reached = await page.evaluate(
    async ([far, near]) => {
      const asked = (url: string) =>
        fetch(`${url}/api/host`).then(
          () => "reached",
          () => "barred",
        );
      const opened = (url: string) =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
          socket.onopen = () => resolve("reached");
          socket.onerror = () => resolve("barred");
        });
      return Promise.all([asked(far), opened(far), asked(near), opened(near)]);
    },
    [host.url, own] as const,
  );
  expect(reached).toEqual(["barred", "barred", "reached", "reached"]);
});

test("a host on the network is joined by the relay, over each transport, under its own address", async ({
  desktop,
  host,
}) => {
  const { page, composer, message, say } = desktop;
  await withBert(host, async (bert, heard) => {
    await joinByAddress(page, host);
    await expect(composer()).toBeVisible();
    for (const transport of TRANSPORTS) {
      await panel(page).getByRole("radio", { name: names[transport] }).click();
      await expect(panel(page).getByRole("radio", { name: names[transport] })).toBeChecked();
      await say(`Ada by ${transport}`);
      await expect.poll(() => heard).toContain(`Ada by ${transport}`);
      bert.send(LOBBY, `Bert to ${transport}`);
      await expect(message(`Bert to ${transport}`)).toBeVisible();
    }
  });
  // What one sees, gives to others and keeps is the host's own address.
  await expect(page.locator(".host-address")).toHaveText(addressOf(host));
  await page.getByRole("button", { name: "Invite others" }).click();
  await expect(page.getByRole("dialog")).toContainText(host.url);
  await page.keyboard.press("Escape");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).toContain(host.url);
  const { hostname } = new URL(host.url);
  expect(kept.match(/http:\/\/[\d.]+/g)).toEqual(
    kept.match(/http:\/\/[\d.]+/g)?.map(() => `http://${hostname}`),
  );

  await openNetworks(page);
  await expect(note(page)).toBeVisible();
  await expectAccessible(page, "the note about the relay", { legacy: true });
});

test("the host's meter is asked through the relay, too", async ({ desktop, host }) => {
  const { page, composer, message, say } = desktop;
  await joinByAddress(page, host);
  await expect(composer()).toBeVisible();
  for (const text of ["How much", "is", "that?"]) await say(text);
  await expect(message("that?")).toBeVisible();
  await expect(page.locator(".strip")).toContainText(/Sent\s*≈?[1-9][\d.,]*/);
});

test("a reload, a restart of the host and a faulty network come back by the relay, and nothing is lost", async ({
  desktop,
  host,
}) => {
  const { page, composer, message, say } = desktop;
  await withBert(host, async (bert, heard) => {
    await joinByAddress(page, host);
    await expect(composer()).toBeVisible();
    await page.reload();
    await expect(composer()).toBeVisible();
    await say("after the reload");
    await expect.poll(() => heard).toContain("after the reload");

    await host.stop();
    await say("while it is away");
    await host.start();
    await expect.poll(() => heard).toContain("while it is away");

    await openNetworks(page);
    await expect(note(page)).toBeVisible();
    await panel(page).getByRole("radio", { name: "Good LAN", exact: true }).click();
    await expect(page.getByText("Through: Good LAN")).toBeVisible();
    await say("through the network");
    await expect.poll(() => heard).toContain("through the network");
    bert.send(LOBBY, "and back");
    await expect(message("and back")).toBeVisible();
  });
});

test("where nobody answers, it says so as ever; and the own host needs no relay", async ({
  desktop,
  host,
}) => {
  const { page, join } = desktop;
  await host.stop();
  await joinByAddress(page, host);
  await expect(page.getByText("Nothing answers there.")).toBeVisible();
  await join("Ada");
  await openNetworks(page);
  await expect(note(page)).toHaveCount(0);
});

test("the bridge relays to hosts on the network only", async ({ desktop, host }) => {
  const { app, hostUrl } = desktop;
  const { attacker } = app;
  if (attacker === null) throw new Error("The stand-in plays attackers.");
  const { hostname, port } = new URL(host.url);
  const ask = (target: object, from = "app://pushpull/") => attacker.callFrom(from, "relay", target);
  const relay = await ask({ host: hostname, port: Number(port) });
  expect(relay).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await ask({ host: hostname, port: Number(port) })).toBe(relay);
  const own = Number(new URL(await hostUrl()).port);
  for (const near of ["127.0.0.1", "localhost", "::1", "0.0.0.0", "127.0.0.2"]) {
    expect(await ask({ host: near, port: own })).toBeNull();
  }
  await expect(ask({ host: hostname, port: Number(port) }, "https://example.com/")).rejects.toThrow(
    "own page",
  );
});
