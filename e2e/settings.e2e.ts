import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, type Page } from "@playwright/test";
import { build } from "esbuild";
import { pino } from "pino";
import type { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS, type TransportName } from "../protocol/transport-names.ts";
import { words } from "../renderer/words/index.ts";
import type { Host, HostOptions } from "../server/host.ts";
import { test as base, composer, log } from "./app.ts";
import { expectAccessible } from "./axe.ts";

const names = words.en.transport.name;

const test = base.extend<{ mina: Session; ada: Page }>({
  /** Somebody else in the lobby. */
  mina: async ({ someone }, use) => use(await someone("Mina Park")),
  /** One's own page, in the lobby. */
  ada: async ({ enter, mina }, use) => {
    const page = await enter("Ada Okafor");
    // Until she is in the room, what is said there comes to her as history, which has no marks.
    await expect.poll(() => mina.members(LOBBY).length).toBe(2);
    await use(page);
  },
});

const settings = (page: Page) => page.getByRole("dialog", { name: "Settings" });
const strip = (page: Page) => page.getByRole("region", { name: "Connection" });
const card = (page: Page, name: TransportName) =>
  settings(page).getByRole("radio", { name: names[name], exact: true });

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(settings(page)).toBeVisible();
}

async function openSection(page: Page, name: string): Promise<void> {
  await settings(page).getByRole("button", { name, exact: true }).click();
}

async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(settings(page)).toBeHidden();
}

/** Sends a numbered message every 50 ms until it is told to stop; tells how many there were. */
function talk(session: Session): () => number {
  let sent = 0;
  const timer = setInterval(() => session.send(LOBBY, `Message ${++sent}`), 50);
  return () => {
    clearInterval(timer);
    return sent;
  };
}

test("each transport is chosen while messages flow; strip and arrival marks follow, and the talk goes on", async ({
  ada,
  mina,
}) => {
  const stop = talk(mina);
  await openSettings(ada);
  for (const transport of TRANSPORTS) {
    await card(ada, transport).click();
    await expect(card(ada, transport)).toBeChecked();
    await expect(strip(ada)).toContainText(names[transport]);
    await expect(ada.locator(`.arrival:has([data-transport="${transport}"])`).last()).toBeAttached();
  }
  const sent = stop();
  await closeSettings(ada);
  await expect(log(ada).getByText(`Message ${sent}`, { exact: true })).toBeVisible();
  // A mark tells in a sentence how its message arrived.
  const mark = ada.locator(".arrival").last();
  expect(await mark.getAttribute("data-sentence")).toMatch(
    /^Arrived by WebSocket .+ after Mina Park sent it\.$/,
  );
});

test("what was measured of a transport stands on its card, and what was not says so", async ({
  ada,
  mina,
}) => {
  await openSettings(ada);
  const figures = (name: TransportName) => settings(ada).locator(".transport-card", { hasText: names[name] });
  await expect(figures("sse")).toContainText("not measured yet");
  await card(ada, "sse").click();
  await expect(card(ada, "sse")).toBeChecked();
  mina.send(LOBBY, "How long does this take?");
  await expect(figures("sse")).toContainText(/latency <?\d+\sms/);
  await expect(figures("sse")).toContainText(/requests ≈?\d+\/min/, { timeout: 20_000 });
  await expect(figures("iframe-streaming")).toContainText("not measured yet");
});

test("on a host that does not serve all six, the others cannot be chosen, and say why", async ({
  browser,
}) => {
  const host = await startHostWith(["websocket", "sse"]);
  const page = await browser.newPage({ locale: "en-GB" });
  await page.goto(host.url);
  await page.getByLabel("Your name").fill("Ada Okafor");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(composer(page)).toBeVisible();
  await openSettings(page);
  await expect(card(page, "http-streaming")).toBeDisabled();
  await expect(card(page, "http-streaming")).toHaveAccessibleDescription(/not offered by this host/);
  await expect(card(page, "websocket")).toBeChecked();
  await card(page, "sse").click();
  await expect(card(page, "sse")).toBeChecked();
  await page.close();
  await host.close();
});

test("a switch that fails shows why, and the old transport stays in use", async ({ ada, mina }) => {
  await ada.route(/transport=sse/, (route) => route.abort());
  await openSettings(ada);
  await card(ada, "sse").click();
  await expect(settings(ada).locator(".transport-card", { hasText: "SSE" }).getByRole("alert")).toBeVisible();
  await expect(card(ada, "websocket")).toBeChecked();
  await expect(strip(ada)).toContainText("WebSocket");
  await closeSettings(ada);
  mina.send(LOBBY, "Still here");
  await expect(log(ada).getByText("Still here")).toBeVisible();
});

test("theme and language take effect at once and outlast a reload", async ({ ada }) => {
  const html = ada.locator("html");
  await openSettings(ada);
  await openSection(ada, "Appearance");
  await settings(ada).getByRole("radio", { name: "Dark" }).click();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await settings(ada).getByRole("radio", { name: "简体中文" }).click();
  await expect(html).toHaveAttribute("lang", "zh-CN");
  await expect(ada.getByRole("dialog", { name: "设置" })).toBeVisible();
  await ada.reload();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await expect(html).toHaveAttribute("lang", "zh-CN");
  await expect(ada.getByText("传输方式").first()).toBeVisible();
});

test("the theme follows the system until one is chosen", async ({ ada }) => {
  const html = ada.locator("html");
  await ada.emulateMedia({ colorScheme: "dark" });
  await expect(html).toHaveAttribute("data-theme", "dark");
  await ada.emulateMedia({ colorScheme: "light" });
  await expect(html).toHaveAttribute("data-theme", "light");
});

test("a new name reaches the others at once; a bad one is refused with what to do", async ({ ada, mina }) => {
  const named: string[] = [];
  mina.on("member", ({ member }) => named.push(member.name));
  await openSettings(ada);
  await openSection(ada, "You");
  const name = settings(ada).getByLabel("Your name");
  await name.fill("x".repeat(41));
  await name.press("Enter");
  await expect(settings(ada).getByRole("alert")).toHaveText(
    "A name has up to 40 characters; this one has 41.",
  );
  await name.fill("  ");
  await name.press("Enter");
  await expect(settings(ada).getByRole("alert")).toHaveText("Give a name. Example: Ada Okafor");
  await name.fill(" Ada Lovelace ");
  await name.press("Enter");
  await expect.poll(() => named).toContain("Ada Lovelace");
  await closeSettings(ada);
  await expect(ada.getByText("Ada Lovelace").first()).toBeVisible();
});

test("the poll interval takes effect at once, also on what the strip counts", async ({ ada }) => {
  await openSettings(ada);
  await card(ada, "short-polling").click();
  await expect(card(ada, "short-polling")).toBeChecked();
  for (let i = 0; i < 4; i++) await settings(ada).getByRole("button", { name: "Ask more often" }).click();
  await expect(settings(ada)).toContainText("at 0.1 s it asks 600 times a minute");
  const requests = async (): Promise<number> =>
    Number(/Requests\D+([\d,]+)/.exec(await strip(ada).innerText())?.[1]?.replace(",", "") ?? 0);
  await expect.poll(requests, { timeout: 30_000 }).toBeGreaterThan(120); // 60 at 1 s; a slow machine asks less often
});

test("arrival marks can be turned off", async ({ ada, mina }) => {
  mina.send(LOBBY, "Marked");
  await expect(ada.locator(".arrival")).toHaveCount(1);
  await openSettings(ada);
  await settings(ada)
    .getByRole("switch", { name: /how each message arrived/ })
    .click();
  await expect(ada.locator(".arrival")).toHaveCount(0);
  await ada.reload();
  await expect(log(ada).getByText("Marked")).toBeVisible();
  await expect(ada.locator(".arrival")).toHaveCount(0);
});

test("arrow keys choose among the cards, and Esc gives the focus back", async ({ ada }) => {
  await openSettings(ada);
  await card(ada, "websocket").focus();
  await ada.keyboard.press("ArrowUp");
  await expect(card(ada, "sse")).toBeChecked();
  await closeSettings(ada);
  await expect(ada.getByRole("button", { name: "Settings" })).toBeFocused();
});

test("leads to the licences of what it is made of", async ({ ada }) => {
  await openSettings(ada);
  await openSection(ada, "About");
  const opened = ada.waitForEvent("popup");
  await settings(ada).getByRole("link", { name: words.en.settings.about.licenses }).click();
  const licenses = await opened;
  for (const name of [/^react /, /^zod /, /^@photostructure\/sqlite /, /^@fontsource-variable\/inter /])
    await expect(licenses.getByRole("heading", { level: 2, name })).toBeVisible();
  await expectAccessible(licenses, "the licences");
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing in the settings, ${theme}`, async ({ ada }) => {
    await ada.emulateMedia({ colorScheme: theme });
    await openSettings(ada);
    for (const section of ["Transport", "You", "Appearance", "Keyboard", "About"]) {
      await openSection(ada, section);
      await expectAccessible(ada, section, { within: ["[role=dialog]"] });
    }
  });

  test(`axe finds nothing in panel and strip, ${theme}`, async ({ ada, mina }) => {
    await ada.emulateMedia({ colorScheme: theme });
    mina.send(LOBBY, "One to measure");
    await expect(ada.locator(".arrival")).toHaveCount(1);
    await expectAccessible(ada, "panel and strip", { within: [".transport-panel", ".strip"] });
  });
}

/** A host that serves these transports alone, which the command line offers no way to start. */
async function startHostWith(transports: readonly TransportName[]): Promise<Pick<Host, "url" | "close">> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  // Inside the project, so that what is not bundled is found in its node_modules.
  const folder = mkdtempSync(join(root, "node_modules", ".e2e-"));
  const outfile = join(folder, "host.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["server/host.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  const { startHost }: { startHost(options: HostOptions): Promise<Host> } = await import(
    pathToFileURL(outfile).href
  );
  const rendererDir = join(root, "dist/renderer");
  const log = pino({ level: "silent" });
  const host = await startHost({ host: "127.0.0.1", port: 0, dataDir: folder, rendererDir, transports, log });
  return {
    url: host.url,
    async close() {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
