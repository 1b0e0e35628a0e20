import { expect, type Page } from "@playwright/test";
import type { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { bytesOf, type Meter, meterSchema } from "../protocol/meter.ts";
import type { TransportName } from "../protocol/transport-names.ts";
import { words } from "../renderer/words/index.ts";
import { test as base, message } from "./app.ts";
import { expectAccessible } from "./axe.ts";

const names = words.en.transport.name;
/** Wide enough for the whole strip and the panel beside the room. */
const WIDE = { viewport: { width: 1600, height: 1000 } };
/** What the one who talks says, again and again: 40 bytes. */
const TEXT = "0123456789 0123456789 0123456789 0123456";

const test = base.extend<{ mina: Session; ada: Page }>({
  mina: async ({ someone }, use) => use(await someone("Mina Park")),
  /** One's own page, in the lobby, with the charts in view. */
  ada: async ({ enter, mina }, use) => {
    const page = await enter("Ada Okafor", WIDE);
    await expect.poll(() => mina.members(LOBBY).length).toBe(2);
    await use(page);
  },
});

const strip = (page: Page) => page.getByRole("region", { name: "Connection" });
const charts = (page: Page) => page.getByRole("application", { name: "Last 5 minutes" });
const dots = (page: Page, transport: TransportName) =>
  charts(page).locator(`g:not(.chart-name) > .chart-dot[data-transport="${transport}"]`);
const table = (page: Page) => page.getByRole("region", { name: "Table" }).getByRole("table");
/** The one label in ink. */
const label = (page: Page) => charts(page).locator(".chart-label-box");

async function switchTo(page: Page, transport: TransportName): Promise<void> {
  await page.getByRole("radio", { name: names[transport] }).click();
  await expect(page.getByRole("radio", { name: names[transport] })).toBeChecked();
}

/** Lets somebody talk until a message is on the charts: the first ones come before the host's clock is known. */
async function firstDot(page: Page, session: Session): Promise<void> {
  const stop = talk(session);
  await expect(charts(page).locator("g:not(.chart-name) > .chart-dot")).not.toHaveCount(0);
  stop();
  await expect.poll(() => session.outbox.length).toBe(0);
}

/** Sends 20 messages a second until it is told to stop. */
function talk(session: Session): () => void {
  const timer = setInterval(() => session.send(LOBBY, TEXT), 50);
  return () => clearInterval(timer);
}

test("a switch under load leaves a labelled mark through all charts, with before and after side by side", async ({
  ada,
  mina,
}) => {
  const stop = talk(mina);
  try {
    await switchTo(ada, "short-polling");
    await expect(charts(ada).getByText("Switched to short polling")).toBeVisible();
    await expect.poll(() => dots(ada, "short-polling").count()).toBeGreaterThan(40);
    await expect(charts(ada).locator('.chart-line[data-transport="short-polling"]').first()).toBeAttached();
    await switchTo(ada, "sse");
    await expect(charts(ada).getByText("Switched to SSE")).toBeVisible();
    await expect.poll(() => dots(ada, "sse").count()).toBeGreaterThan(40);
    await expect(charts(ada).locator('.chart-line[data-transport="sse"]').first()).toBeAttached();
  } finally {
    stop();
  }
  const [chart, mark] = [
    await charts(ada).getByRole("img").boundingBox(),
    await charts(ada).locator(".chart-switch").last().boundingBox(),
  ];
  expect(mark?.height).toBeGreaterThan(0.8 * (chart?.height ?? Number.POSITIVE_INFINITY));
  const xs = async (transport: TransportName): Promise<number[]> =>
    Promise.all((await dots(ada, transport).all()).map(async (dot) => (await dot.boundingBox())?.x ?? 0));
  expect(Math.max(...(await xs("short-polling")))).toBeLessThanOrEqual(mark?.x ?? 0);
  // The text alternative says of both what the picture shows.
  const text = await charts(ada).getByRole("img").getAttribute("aria-label");
  for (const name of ["Short polling", "SSE"])
    expect(text).toMatch(new RegExp(`${name}: latency of each message: median [^;]+, from [^;]+ to [^;]+;`));
});

test("the table has the charts' figures: every message, and the bytes and requests of every step", async ({
  ada,
  mina,
}) => {
  // One after the other: two at the same moment would be one place on the chart.
  const say = async (text: string): Promise<void> => {
    mina.send(LOBBY, text);
    await expect(message(ada, text)).toBeVisible();
  };
  for (let i = 1; i <= 5; i++) await say(`Message ${i}`);
  await switchTo(ada, "long-polling");
  for (let i = 6; i <= 9; i++) await say(`Message ${i}`);
  await expect.poll(async () => (await dots(ada, "long-polling").count()) > 3).toBe(true);
  await expect(charts(ada).locator('.chart-line[data-transport="long-polling"]').first()).toBeAttached();
  await ada.getByRole("button", { name: "Pause" }).click();

  await charts(ada).focus();
  const latencies = await walk(ada, "latency");
  const bytes = await walk(ada, "bytes");
  const requests = await walk(ada, "requests");
  await ada.getByRole("button", { name: "Table", exact: true }).click();
  const rows = await table(ada)
    .locator("tbody tr:has(td)")
    .evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")),
    );
  const column = (n: number): string[] => rows.map((row) => row[n] ?? "").reverse();
  expect(column(1).reduce((sum, count) => sum + Number(count), 0)).toBe(latencies.length);
  // The slowest of all is the slowest of its step.
  const ms = (text: string): number => Number(/<?([\d.]+)\sms/.exec(text)?.[1] ?? 0);
  expect(Math.max(...column(3).map(ms))).toBe(Math.max(...latencies.map(ms)));
  const measured = column(5).flatMap((received, i) =>
    received === "–" ? [] : [`${received}/min received, ${column(4)[i]}/min sent`],
  );
  expect(bytes).toEqual(measured);
  expect(requests).toEqual(column(6).flatMap((figure) => (figure === "–" ? [] : [`${figure} requests/min`])));
});

/** The first lines of all labels of one chart, from left to right, by the keyboard. */
async function walk(page: Page, chart: "latency" | "bytes" | "requests"): Promise<string[]> {
  const names = ["switches", "latency", "bytes", "requests"];
  await page.keyboard.press("End");
  for (const _ of names) await page.keyboard.press("ArrowUp");
  for (let i = names.indexOf(chart); i > 0; i--) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  const found: string[] = [];
  const count = await page.evaluate(() => document.querySelectorAll(".chart-dot").length + 60);
  for (let i = 0, before = ""; i < count; i++) {
    const ring = (await charts(page).locator(".chart-ring").getAttribute("cx")) ?? "";
    if (ring === before) break; // at the right end, the key leads nowhere
    found.push((await label(page).locator("b").textContent()) ?? "");
    await page.keyboard.press("ArrowRight");
    before = ring;
  }
  return found;
}

test("each switch has its time: where it is pointed at, by the keyboard, and in the table", async ({
  ada,
  mina,
}) => {
  await firstDot(ada, mina);
  for (const transport of ["sse", "long-polling", "http-streaming"] as const) await switchTo(ada, transport);
  await ada.getByRole("button", { name: "Pause" }).click();
  await expect(charts(ada).getByText(/^Switched to HTTP streaming \d\d:\d\d:\d\d$/)).toBeVisible();
  const marks = charts(ada).locator(".chart-name > .chart-dot");
  await expect(marks).toHaveCount(4); // the transport before the first switch has a mark, too
  await marks.last().hover();
  await expect(label(ada)).toHaveText(/^Switched to HTTP streamingat \d\d:\d\d:\d\d, from long polling$/);
  await charts(ada).focus();
  await ada.keyboard.press("ArrowUp"); // from the mark that was pointed at, nowhere
  await ada.keyboard.press("ArrowLeft");
  await expect(label(ada)).toHaveText(/^Switched to long pollingat \d\d:\d\d:\d\d, from SSE$/);
  await ada.getByRole("button", { name: "Table", exact: true }).click();
  const heads = table(ada).locator('th[scope="rowgroup"]');
  await expect(heads).toHaveText([
    /^Switched to HTTP streaming \d\d:\d\d:\d\d$/,
    /^Switched to long polling \d\d:\d\d:\d\d$/,
    /^Switched to SSE \d\d:\d\d:\d\d$/,
    /^WebSocket$/,
  ]);
});

test("no moment around a switch is missing from the charts", async ({ ada, mina }) => {
  await firstDot(ada, mina);
  await switchTo(ada, "short-polling");
  await expect(charts(ada).locator('.chart-line[data-transport="short-polling"]').first()).toBeAttached();
  await switchTo(ada, "sse");
  await expect(charts(ada).locator('.chart-line[data-transport="sse"]').first()).toBeAttached();
  const ends = (name: TransportName) =>
    charts(ada)
      .locator(`.chart-line.up[data-transport="${name}"]`)
      .evaluateAll((lines) =>
        lines.flatMap((line) =>
          (line.getAttribute("d")?.match(/[MH][\d.]+/g) ?? []).map((at) => Number(at.slice(1))),
        ),
      );
  // One line goes on where the other ends: at the mark, with nothing left out between them.
  await expect
    .poll(async () => Math.min(...(await ends("sse"))) - Math.max(...(await ends("short-polling"))))
    .toBeLessThan(0.5);
});

test("a pause holds the charts still while measuring goes on, by button and by Space", async ({
  ada,
  mina,
}) => {
  await firstDot(ada, mina);
  mina.send(LOBBY, "Before the pause");
  await expect(message(ada, "Before the pause")).toBeVisible();
  await charts(ada).focus();
  await ada.keyboard.press("Space");
  await expect(ada.getByText(/^Paused at \d\d:\d\d:\d\d/)).toBeVisible();
  const drawn = await charts(ada).getByRole("img").innerHTML();
  const count = await dots(ada, "websocket").count();
  mina.send(LOBBY, "During the pause");
  await expect(message(ada, "During the pause")).toBeVisible();
  // Two more looks at the meter, and the figures that follow from the first of them.
  for (let i = 0; i < 2; i++) await ada.waitForResponse(/\/api\/meter\//);
  expect(await charts(ada).getByRole("img").innerHTML()).toBe(drawn);
  await ada.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => dots(ada, "websocket").count()).toBeGreaterThan(count);
});

test("pointing at the charts shows one label", async ({ ada, mina }) => {
  await firstDot(ada, mina);
  await dots(ada, "websocket").last().hover();
  await expect(label(ada)).toHaveCount(1);
  await expect(label(ada)).toContainText(/^(<1|\d+)\sms, WebSocketMina Park, \d\d:\d\d:\d\d$/);
  await ada.mouse.move(0, 0);
  await expect(label(ada)).toHaveCount(0);
});

test("more than 400 messages are thinned on the charts, which say so, and counted in the table", async ({
  ada,
  someone,
}) => {
  const people = await Promise.all(["Théo", "Lin", "Wei"].map((name) => someone(name)));
  const stops = people.map(talk);
  await expect(ada.getByText(/^Drawn: \d+ of \d+ messages/)).toBeVisible();
  for (const stop of stops) stop();
  expect(await dots(ada, "websocket").count()).toBeLessThanOrEqual(400);
  await ada.getByRole("button", { name: "Table", exact: true }).click();
  const count = async (): Promise<number> => {
    const cells = await table(ada).locator("tbody td:nth-child(2)").allTextContents();
    return cells.reduce((sum, cell) => sum + Number(cell), 0);
  };
  await expect.poll(count).toBeGreaterThan(400);
});

for (const transport of ["long-polling", "websocket"] as const) {
  test(`the strip's figures are those of the host, over ${transport}`, async ({ ada, mina }) => {
    test.setTimeout(120_000);
    await switchTo(ada, transport);
    const stop = talk(mina);
    const before = await readMeter(ada);
    // Until the strip's own minute holds little else than the talk.
    await expect.poll(() => bytesPerMinute(ada), { timeout: 30_000 }).toBeGreaterThan(0);
    for (let i = 0; i < 8; i++) await ada.waitForResponse(/\/api\/meter\//);
    const after = await readMeter(ada);
    const shown = await bytesPerMinute(ada);
    await expect(strip(ada).locator(".strip-p99")).toHaveText(/\d/, { timeout: 60_000 }); // from 100 messages on
    const perMessage = (await strip(ada).locator(".strip-message").innerText()).replace(/\s+/g, " ");
    const latencies = await Promise.all(
      ["p50", "p95", "p99"].map((name) => strip(ada).locator(`.strip-${name}`).innerText()),
    );
    stop();
    const counted = ((wireOf(after.meter) - wireOf(before.meter)) / (after.at - before.at)) * 60_000;
    expect(shown).toBeGreaterThan(counted / 2);
    expect(shown).toBeLessThan(counted * 2);
    // Each text has 40 bytes; 20 messages a second are 1,200 a minute, or less on a slow machine.
    const [, wire] = /^1 message (.+) for 40 B of text$/.exec(perMessage) ?? [];
    expect(bytesIn(wire ?? "")).toBeGreaterThan(80);
    const messages = (shown ?? 0) / bytesIn(wire ?? "");
    expect(messages).toBeGreaterThan(120);
    expect(messages).toBeLessThan(2_400);
    const [p50, p95, p99] = latencies.map((text) => msIn(text.replace(/^p\d\d/, "")));
    expect(p50).toBeLessThanOrEqual(p95 ?? Number.NaN);
    expect(p95).toBeLessThanOrEqual(p99 ?? Number.NaN);
    const connections = transport === "websocket" ? /1 socket/ : /[1-6] of 6/;
    await expect(strip(ada)).toContainText(connections);
  });
}

/** What the host itself says of the page's session, and when. */
async function readMeter(page: Page): Promise<{ at: number; meter: Meter }> {
  const asked = await page.waitForResponse(/\/api\/meter\//);
  const response = await fetch(asked.url());
  return { at: performance.now(), meter: meterSchema.parse(await response.json()) };
}

function wireOf({ bills }: Meter): number {
  return bills.reduce((sum, { up, down }) => sum + bytesOf(up) + bytesOf(down), 0);
}

/** Sent and received, as the strip shows them. */
async function bytesPerMinute(page: Page): Promise<number> {
  const texts = await strip(page).locator(".strip-bytes").allInnerTexts();
  return texts.reduce((sum, text) => sum + bytesIn(text), 0);
}

/** The first number of bytes in a text; NaN if there is none. */
function bytesIn(text: string): number {
  const [, number = "", unit = ""] = /([\d.,]+)\s(B|kB|MB)/.exec(text) ?? [];
  return Number.parseFloat(number.replace(",", "")) * ({ B: 1, kB: 1e3, MB: 1e6 }[unit] ?? Number.NaN);
}

function msIn(text: string): number {
  const [, number = "", unit = ""] = /([\d.]+)\s(ms|s)/.exec(text) ?? [];
  return Number.parseFloat(number) * (unit === "s" ? 1_000 : 1);
}

test("nothing is measured before the first message, and that is a dash", async ({ ada }) => {
  for (const name of ["latency", "p50", "p95", "p99", "message"])
    await expect(strip(ada).locator(`.strip-${name}`)).toHaveText(/\s–$/);
});

test("of one message there is one latency, and no p95 or p99", async ({ ada, mina }) => {
  await expect(async () => {
    mina.send(LOBBY, TEXT); // until the host's clock is known
    await expect(strip(ada).locator(".strip-count")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(strip(ada).locator(".strip-count")).toHaveText(/^of \d+ messages?$/);
  const figure = async (name: string): Promise<string> =>
    (await strip(ada).locator(`.strip-${name} b`).textContent()) ?? "";
  await expect(async () => {
    const now = await figure("latency");
    expect([await figure("p50"), await figure("p95"), await figure("p99")]).toEqual([now, "–", "–"]);
    await expect(ada.locator(".transport-row.used")).toContainText(now, { timeout: 1_000 });
  }).toPass();
  await expect(ada.locator(".percentiles")).toContainText("needs 20 messages");
  await expect(strip(ada).locator(".strip-p95")).toHaveAttribute("title", /from 20 messages a minute on/);
});

test("a rate says of how much it is scaled up", async ({ ada, mina }) => {
  await firstDot(ada, mina);
  await switchTo(ada, "short-polling");
  await expect(strip(ada).locator(".strip-requests")).toHaveText(/≈\d+/);
  await expect(strip(ada).locator(".strip-scaled")).toHaveText(/^scaled from \d+ s$/);
  await expect(strip(ada).locator(".strip-requests")).toHaveAttribute("title", /scaled up from \d+ s/);
});

test("the panel tells where the bytes went, which requests there were, and how the host fares", async ({
  ada,
  mina,
}) => {
  mina.send(LOBBY, TEXT);
  for (const title of ["Where the bytes went", "Requests by kind", "Mended by Pushpull", "The host's work"])
    await ada.locator("summary", { hasText: title }).click();
  const cell = (row: string, n: number) =>
    ada
      .getByRole("row", { name: new RegExp(`^${row}`) })
      .locator("td")
      .nth(n);
  await expect(cell("Upgrades", 1)).toHaveText("1");
  await expect(cell("Waiting", 0)).toHaveText("–");
  for (const part of ["Payload", "Handshake", "Total"]) await expect(cell(part, 3)).toHaveText(/[1-9]/);
  await expect(cell("Retransmitted", 0)).toHaveText("0");
  await expect(cell("Processor", 0)).toHaveText(/^[\d.]+\s%$/, { timeout: 20_000 });
  await expect(cell("Memory", 0)).toHaveText(/^\d+\sMB$/);
  await expect(ada.getByText(/^Open at the host on average over the last minute: 1\.0\.$/)).toBeVisible();
});

test("a proxy that says so is told of", async ({ ada }) => {
  await expect(ada.getByText("A proxy stands in between.")).toBeHidden();
  await ada.route(/\/api\/meter\//, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), proxied: true } });
  });
  await expect(ada.getByText("A proxy stands in between.")).toBeVisible();
});

test("the strip folds to what matters most, and stays so after a reload", async ({ ada }) => {
  await expect(strip(ada)).toContainText("Requests");
  await strip(ada).getByRole("button", { name: "Show less" }).click();
  await expect(strip(ada)).not.toContainText("Requests");
  await expect(strip(ada)).toContainText("WebSocket");
  await ada.reload();
  await expect(strip(ada)).toContainText("Connected to");
  await expect(strip(ada)).not.toContainText("Requests");
  await strip(ada).getByRole("button", { name: "Show all figures" }).click();
  await expect(strip(ada)).toContainText("Requests");
});

test("narrower windows show every figure, too, in more rows, and none cut in two", async ({ ada, mina }) => {
  await firstDot(ada, mina);
  await expect(strip(ada).locator(".strip-message")).toHaveText(/\d/);
  const all = ["transport", "latency", "p50", "p95", "p99", "count", "requests", "message", "connections"];
  for (const width of [1800, 1600, 1280, 1080, 900, 700, 570]) {
    await ada.setViewportSize({ width, height: 600 });
    for (const name of all) await expect(strip(ada).locator(`.strip-${name}`)).toBeInViewport({ ratio: 1 });
    for (const sum of await strip(ada).locator(".strip-bytes").all())
      await expect(sum).toBeInViewport({ ratio: 1 });
    const fold = (await strip(ada).locator(".strip-fold").boundingBox())?.x ?? 0;
    const bottom = await strip(ada).boundingBox();
    for (const item of await strip(ada).locator(".strip-group > span:visible").all()) {
      const box = await item.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0), `${width} px`).toBeLessThanOrEqual(fold);
      expect((box?.y ?? 0) + (box?.height ?? 0), `${width} px`).toBeLessThanOrEqual(
        (bottom?.y ?? 0) + (bottom?.height ?? 0),
      );
    }
  }
});

test("a phone has its strip on every tab, and it opens the panel", async ({ ada }) => {
  await ada.setViewportSize({ width: 390, height: 844 });
  const phone = ada.getByRole("button", { name: "Show the transport panel" });
  const tab = (name: string) => ada.getByRole("navigation").getByRole("button", { name });
  for (const name of ["Wire", "Race", "Chat", "Chat"]) {
    await tab(name).click();
    await expect(tab(name)).toHaveAttribute("aria-current", "page");
    await expect(phone).toBeInViewport({ ratio: 1 });
    await expect(phone).toContainText("WebSocket");
  }
  await expectAccessible(ada, "phone's rooms");
  await tab("Wire").click();
  await phone.click();
  await expect(charts(ada)).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in charts, table and figures, ${colorScheme}`, async ({ ada, mina }) => {
    await ada.emulateMedia({ colorScheme });
    await firstDot(ada, mina);
    await switchTo(ada, "sse");
    await charts(ada).focus();
    await ada.keyboard.press("ArrowLeft");
    await expect(label(ada)).toBeVisible();
    for (const summary of await ada.locator("summary").all()) await summary.click();
    await expectAccessible(ada, "charts");
    await ada.getByRole("button", { name: "Table", exact: true }).click();
    await ada.getByRole("button", { name: "Pause" }).click();
    await expectAccessible(ada, "table");
    await ada.setViewportSize({ width: 390, height: 844 });
    await ada.getByRole("button", { name: "Show the transport panel" }).click();
    await expect(charts(ada)).toBeVisible();
    await expectAccessible(ada, "phone");
  });
}
