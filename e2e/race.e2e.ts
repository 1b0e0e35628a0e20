import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { racePageSchema } from "../protocol/race.ts";
import { reportSchema } from "../protocol/report.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { words } from "../renderer/words/index.ts";
import { composer, test } from "./app.ts";

const names = words.en.transport.name;

/** A race takes the processor of a busy machine, and starts a process for each transport. */
const ENDS_WITHIN = 60_000;

const race = (page: Page) => page.locator("[data-state]");
const row = (page: Page, transport: TransportName) =>
  page
    .getByRole("table", { name: /^What each transport has done/ })
    .getByRole("row", { name: names[transport] });

async function openScreen(page: Page): Promise<void> {
  await page.keyboard.press("Alt+r");
  await expect(page.getByRole("main", { name: "Race" })).toBeVisible();
}

interface Choice {
  transports: TransportName[];
  seconds: number;
  clients?: number;
  mode?: "In turn" | "All at once";
  network?: string;
  scenario?: string;
}

/** Fills the set-up in; its form is open afterwards. */
async function setUp(page: Page, choice: Choice): Promise<void> {
  const { transports, seconds, clients = 2, mode, network, scenario } = choice;
  await page.getByRole("button", { name: /^Set (one )?up$/ }).click();
  for (const [transport, name] of Object.entries(names)) {
    const isChosen = transports.some((one) => one === transport);
    await page.getByRole("checkbox", { name }).setChecked(isChosen);
  }
  await page.getByLabel("Clients").fill(String(clients));
  await page.getByLabel("Seconds each").fill(String(seconds));
  if (scenario) await page.getByRole("combobox", { name: "Scenario" }).selectOption({ label: scenario });
  if (network) await page.getByRole("combobox", { name: "Network" }).selectOption({ label: network });
  if (mode) await page.getByRole("radio", { name: mode }).check({ force: true });
}

const start = (page: Page) => page.getByRole("button", { name: "Start the race" }).click();

async function finish(page: Page): Promise<void> {
  await expect(race(page)).toHaveAttribute("data-state", "finished", { timeout: ENDS_WITHIN });
}

async function saved(
  page: Page,
  format: "CSV" | "JSON" | "HTML" | "PNG",
  saveAs = "Save as",
): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: `${saveAs} ${format}` }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(
    new RegExp(`^pushpull race \\d{4}-\\d\\d-\\d\\d \\d\\d-\\d\\d-\\d\\d\\.${format.toLowerCase()}$`),
  );
  return readFile(await file.path());
}

test("a race is set up, watched while it runs, read, saved, and found again", async ({ enter }) => {
  test.slow();
  const ada = await enter("Ada");
  await openScreen(ada);
  await expect(ada.getByRole("button", { name: "Race all six, 10 s each" })).toBeVisible();
  await setUp(ada, { transports: ["sse", "websocket"], seconds: 2 });
  await expect(ada.getByText(/Takes about \d+ s\./)).toBeVisible();
  await start(ada);

  const bar = ada.getByRole("progressbar", { name: "Progress of the race" });
  await expect(bar).toHaveAttribute("aria-valuetext", /SSE: racing · 1 of 2 · \d+ of \d+ delivered/);
  await expect(ada.getByText("in turn: figures to be trusted")).toBeVisible();
  await expect(ada.locator('svg [data-transport="sse"] .race-dot.many').first()).toBeAttached();
  await expect(ada.locator('svg [data-transport="websocket"] .race-dot.many')).toHaveCount(0);

  // It goes on without the page.
  await ada.reload();
  await expect(composer(ada)).toBeVisible();
  await openScreen(ada);
  await expect(race(ada)).toBeVisible();
  await finish(ada);
  for (const transport of ["sse", "websocket"] as const) {
    const cells = row(ada, transport).getByRole("cell");
    await expect(cells).toHaveCount(16);
    for (const fault of [13, 14, 15]) await expect(cells.nth(fault)).toHaveText("0");
    await expect(cells.first()).toHaveText(/^[\d.,]+\s(ms|s)$/);
    await expect(ada.locator(`svg [data-transport="${transport}"] .race-dot.many`).first()).toBeAttached();
  }
  await expect(
    ada.getByRole("listitem").filter({ hasText: "delivered everything once and in order" }),
  ).toBeVisible();
  await expect(ada.getByRole("table", { name: /^What 1,000 users would cost/ })).toContainText(names.sse);
  await expect(ada.getByText(`${names.sse}: median`)).toBeAttached();
  await ada.getByText("What the columns mean").press("Enter");
  await expect(ada.getByText("HTTP requests of all clients for each message sent")).toBeVisible();

  const csv = (await saved(ada, "CSV")).toString("utf8").trimEnd().split("\r\n");
  expect(csv).toHaveLength(3);
  expect(csv[0]).toContain("latencyMs.p50");
  const report = reportSchema.parse(JSON.parse((await saved(ada, "JSON")).toString("utf8")));
  expect(report.results.map(({ transport }) => transport)).toEqual(["sse", "websocket"]);
  const html = await ada.context().newPage();
  await html.setContent((await saved(ada, "HTML")).toString("utf8"));
  await expect(html.getByRole("heading", { level: 1 })).toBeVisible();
  await html.close();
  const png = await saved(ada, "PNG");
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.readUInt32BE(16)).toBe(2_800); // px wide, in its first chunk
  expect(png.length).toBeGreaterThan(20_000);

  await ada.reload();
  await expect(composer(ada)).toBeVisible();
  await openScreen(ada);
  await expect(row(ada, "sse")).toBeVisible();
  await ada.getByRole("button", { name: "Past races 1" }).click();
  await expect(ada.getByRole("button", { name: /^Open the race of/ })).toHaveCount(1);
  await expect(ada.getByRole("row").filter({ hasText: "Chat, 2 s" })).toContainText(
    "nothing lost, twice or out of order",
  );
  await ada.keyboard.press("Escape");
  await expect(composer(ada)).toBeFocused();
});

test("the table is sorted by any column, by keys, too", async ({ enter }) => {
  test.slow();
  const ada = await enter("Ada");
  await openScreen(ada);
  await setUp(ada, {
    transports: ["short-polling", "long-polling", "websocket"],
    seconds: 1,
    mode: "All at once",
  });
  await start(ada);
  await finish(ada);
  await expect(ada.getByText("all at once: for show")).toBeVisible();
  const order = () =>
    ada
      .locator(".race-table tbody tr")
      .evaluateAll((rows) => rows.map((one) => one.getAttribute("data-transport")));
  const head = ada.getByRole("columnheader", { name: "Median" });
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  const ascending = await order();
  expect(ascending.at(-1)).toBe("short-polling"); // it waits up to a second for its next poll
  await head.getByRole("button").press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  expect(await order()).toEqual(ascending.toReversed());
  await ada.getByRole("button", { name: "Requests / delivery" }).click();
  await expect(head).not.toHaveAttribute("aria-sort");
  expect((await order())[0]).toBe("websocket");
});

test("of a single message to few clients no slowest part is shown, and nothing is called the best or compared", async ({
  enter,
}) => {
  test.slow();
  const ada = await enter("Ada");
  await openScreen(ada);
  await setUp(ada, {
    transports: ["sse", "short-polling"],
    seconds: 1,
    clients: 3,
    scenario: "Order status",
  });
  await expect(ada.getByLabel("Messages per second")).toHaveAttribute("placeholder", /^1 in all/);
  await start(ada);
  await finish(ada);
  await expect(race(ada)).toContainText("3 clients · 1 message in all of");
  for (const transport of ["sse", "short-polling"] as const) {
    const cells = row(ada, transport).getByRole("cell");
    await expect(cells.nth(0)).toHaveText(/^[\d.,]+\s(ms|s)$/);
    await expect(cells.nth(1)).toHaveText("–");
    await expect(cells.nth(2)).toHaveText("–");
    await expect(cells.nth(4)).toHaveText("3"); // deliveries
    for (const latency of [0, 1, 2, 3]) await expect(cells.nth(latency)).not.toHaveClass(/best/);
  }
  await expect(ada.locator(".race-verdict")).toContainText(
    "Too few deliveries to compare latencies: 3, and it takes 20.",
  );
  await expect(ada.locator(".race-verdict")).not.toContainText("Fastest");
});

test("two past races are compared, and one is forgotten, with a way back", async ({ enter }) => {
  test.slow();
  const ada = await enter("Ada");
  await openScreen(ada);
  await setUp(ada, { transports: ["websocket", "sse"], seconds: 1 });
  await start(ada);
  await finish(ada);
  await setUp(ada, { transports: ["websocket"], seconds: 1, clients: 4, network: "Good LAN" });
  await start(ada);
  await expect(race(ada)).toContainText("Good LAN");
  await finish(ada);

  await ada.getByRole("button", { name: "Past races 2" }).click();
  const compare = ada.getByRole("button", { name: "Compare the two" });
  await expect(compare).toBeDisabled();
  for (const box of await ada.getByRole("checkbox", { name: /^Compare the race of/ }).all())
    await box.check();
  await compare.click();
  const comparison = ada.getByRole("region", { name: "Two races side by side" });
  await expect(ada.getByRole("heading", { name: "Two races side by side" })).toBeFocused();
  await expect(ada.getByText("They differ in: Network, Clients.")).toBeVisible();
  await expect(comparison.getByRole("table")).toHaveCount(1);
  await expect(comparison.getByRole("row", { name: "Median" })).toContainText(/× [\d.,]+/);
  await ada.getByRole("button", { name: "Close the comparison" }).click();
  await expect(comparison).toBeHidden();

  const open = ada.getByRole("button", { name: /^Open the race of/ });
  await ada
    .getByRole("button", { name: /^Forget the race of/ })
    .first()
    .click();
  await expect(open).toHaveCount(1);
  await ada.getByRole("button", { name: "Undo" }).click();
  await expect(open).toHaveCount(2);
  await ada
    .getByRole("button", { name: /^Forget the race of/ })
    .first()
    .click();
  await expect(ada.getByText(/is forgotten\.$/)).toBeVisible();
  await ada.reload(); // whoever goes has it forgotten at once
  await expect(composer(ada)).toBeVisible();
  await openScreen(ada);
  await expect(ada.getByRole("button", { name: "Past races 1" })).toBeVisible();
  await expect(race(ada)).not.toContainText("Good LAN");
});

test("a race is cancelled, and what is wrong with a set-up is said beside its field", async ({ enter }) => {
  const ada = await enter("Ada");
  await openScreen(ada);
  await setUp(ada, { transports: [], seconds: 121 });
  await ada.getByLabel("Clients").fill("two");
  await start(ada);
  await expect(ada.getByText("Choose at least one transport.")).toBeVisible();
  await expect(ada.getByText("Give a whole number. Example: 20")).toBeVisible();
  await expect(ada.getByLabel("Seconds each")).toHaveAccessibleDescription("At most 120.");
  await ada.getByRole("checkbox", { name: "WebSocket" }).check();
  await ada.getByLabel("Clients").fill("2");
  await ada.getByLabel("Seconds each").fill("120");
  await start(ada);
  await expect(ada.getByRole("progressbar", { name: "Progress of the race" })).toBeVisible();
  await ada.getByRole("button", { name: "Cancel" }).click();
  await expect(race(ada)).toHaveAttribute("data-state", "cancelled");
  await expect(ada.getByText("This race was cancelled.")).toBeVisible();
  // What was chosen is kept.
  await ada.reload();
  await expect(composer(ada)).toBeVisible();
  await openScreen(ada);
  await ada.getByRole("button", { name: "Set one up" }).click();
  await expect(ada.getByLabel("Seconds each")).toHaveValue("120");
  await expect(ada.getByRole("checkbox", { name: "SSE" })).not.toBeChecked();
});

test("a transport that the network refuses says so in place of its figures", async ({ enter }) => {
  const ada = await enter("Ada");
  await openScreen(ada);
  await setUp(ada, { transports: ["sse", "websocket"], seconds: 1, network: "Corporate proxy" });
  await start(ada);
  await finish(ada);
  await expect(row(ada, "websocket")).toContainText("did not get through:");
  await expect(row(ada, "sse").getByRole("cell")).toHaveCount(16);
});

test("in Chinese the verdict, the claims and what is saved are Chinese, also after a change of the language", async ({
  enter,
}) => {
  test.slow();
  const ada = await enter("Ada");
  await openScreen(ada);
  await setUp(ada, {
    transports: ["short-polling", "long-polling", "sse", "websocket"],
    seconds: 1,
    network: "Corporate proxy",
    mode: "All at once",
  });
  await start(ada);
  await finish(ada);
  const verdict = ada.locator(".race-verdict");
  const claims = ada.locator(".race-claims");
  const notes = ada.locator(".race-notes");
  await expect(verdict).toContainText("The proxy refused the upgrade");
  await expect(claims.locator("[data-claim=one-way]")).toContainText("SSE is one way.");

  await ada.keyboard.press("Control+Comma");
  const settings = ada.getByRole("dialog");
  await settings.getByRole("button", { name: "Appearance", exact: true }).click();
  await settings.getByRole("radio", { name: "简体中文" }).click();
  await ada.keyboard.press("Escape");
  await expect(settings).toBeHidden();
  await expect(verdict).toContainText("WebSocket 没有参赛：代理拒绝了升级，WebSocket 在这里走不通。");
  await expect(ada.locator('.race-table tr[data-transport="websocket"]')).toContainText(
    "走不通：代理拒绝了升级",
  );
  await expect(claims.locator("[data-claim=one-way]")).toContainText("SSE 是单向的。");
  await expect(claims.locator("[data-claim=one-way]")).toContainText("客户端要告诉主机的内容，在流之外用");
  await expect(claims.locator("[data-claim=saved-requests]")).toContainText("它发出");
  await expect(notes).toContainText("企业代理");
  await expect(ada.locator(".race-part [lang=en]")).toHaveCount(0);
  for (const part of [verdict, claims, notes.locator("li")])
    expect((await part.allTextContents()).join("\n")).not.toMatch(ENGLISH);

  const html = await ada.context().newPage();
  await html.setContent((await saved(ada, "HTML", "保存为")).toString("utf8"));
  await expect(html.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(html.getByRole("heading", { name: "聊天，企业代理" })).toBeVisible();
  await html.close();
  const report = reportSchema.parse(JSON.parse((await saved(ada, "JSON", "保存为")).toString("utf8")));
  expect(report.language).toBe("zh");
  expect((await saved(ada, "CSV", "保存为")).toString("utf8")).toContain("代理拒绝了升级");

  // A kept race is told in the language of now, too. What a program said when it failed stays English, and is marked so:
  // no program fails here when it is asked to, so the host's answer says that one did.
  const quote = "connect ECONNREFUSED";
  const isWebSocket = ({ transport }: { transport: string }) => transport === "websocket";
  await ada.route("**/api/races/*?after=*", async (route) => {
    const answer = await route.fetch();
    const told = racePageSchema.parse(await answer.json());
    const failed = { outcome: "failed", reason: quote, cause: { code: "error", quote } } as const;
    const cells = told.cells.map((cell) =>
      cell.result && isWebSocket(cell) ? { ...cell, result: { ...cell.result, ...failed } } : cell,
    );
    await route.fulfill({ response: answer, json: { ...told, cells } });
  });
  await ada.reload();
  await expect(ada.getByRole("textbox")).toBeVisible();
  await ada.keyboard.press("Alt+r");
  await expect(claims.locator("[data-claim=one-way]")).toContainText("SSE 是单向的。");
  await expect(ada.locator(".race-reason")).toHaveText(`失败：${quote}`);
  await expect(ada.locator(".race-reason [lang=en]")).toHaveText(quote);
});

/** Three English words in a row. */
const ENGLISH = /[A-Za-z][a-z']*( [A-Za-z][a-z']*){2,}/;

test("a host that is gone is said, and the race is there again with it", async ({ enter, host }) => {
  test.slow();
  const ada = await enter("Ada");
  await openScreen(ada);
  await setUp(ada, { transports: ["websocket"], seconds: 1 });
  await start(ada);
  await finish(ada);
  await host.stop();
  await expect(ada.getByText("Maple Lab does not answer. If it still runs, a race goes on")).toBeVisible();
  await host.start();
  await expect(ada.getByText("Maple Lab does not answer. If it still runs, a race goes on")).toBeHidden();
  await expect(row(ada, "websocket")).toBeVisible();
});

for (const [code, status, said] of [
  ["forbidden-races", 403, "Races are for the host's own computer"],
  ["not-found", 404, "No races here"],
] as const) {
  test(`a host that answers ${code} shows no races, and says what to do`, async ({ enter }) => {
    const ada = await enter("Ada");
    // Another computer and an older host cannot be had here: only their answer can.
    await ada.route("**/api/races", (route) =>
      route.fulfill({ status, json: { code, message: "Why, in a sentence." } }),
    );
    await openScreen(ada);
    await expect(ada.getByRole("heading", { name: said })).toBeVisible();
    await expect(ada.getByText("npm run -s pushpull -- lab")).toBeVisible();
    await expect(ada.getByRole("button", { name: /Race all six|Set up|Past races/ })).toHaveCount(0);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the race's screen in ${colorScheme} colours`, async ({ enter }) => {
    test.slow();
    const ada = await enter("Ada", { colorScheme });
    await openScreen(ada);
    await expect(ada.getByText("No race yet")).toBeVisible();
    await expectAccessible(ada, "no race yet");
    await setUp(ada, { transports: ["sse", "websocket"], seconds: 1 });
    await expectAccessible(ada, "the set-up");
    await start(ada);
    await expect(ada.getByRole("progressbar")).toBeVisible();
    await expectAccessible(ada, "a running race");
    await finish(ada);
    await expectAccessible(ada, "a finished race");
    await ada.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(ada, "a phone");
    await ada.getByRole("button", { name: "Past races 1" }).click();
    await expectAccessible(ada, "past races on a phone");
  });
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
  expect(found, what).toEqual([]);
}
