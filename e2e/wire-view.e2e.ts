import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS, type TransportName } from "../protocol/transport-names.ts";
import { wireEntrySchema } from "../protocol/wire.ts";
import { words } from "../renderer/words/index.ts";
import { wire as wireWords } from "../renderer/words/wire.ts";
import { composer, message, say, test } from "./app.ts";
import { expectAccessible } from "./axe.ts";

const names = words.en.transport.name;

/** What carries a packet to the browser, as the table calls it. */
const CARRIERS: Record<TransportName, string> = {
  "short-polling": "Packet",
  "long-polling": "Packet",
  "iframe-streaming": "Script",
  "http-streaming": "Chunk",
  sse: "Event",
  websocket: "Frame",
};

const wireScreen = (page: Page) => page.getByRole("main", { name: "Wire" });
const table = (page: Page) => page.getByRole("grid", { name: "What went over the wire" });
const row = (page: Page, name: string | RegExp) => table(page).getByRole("row", { name });
const details = (page: Page) => page.locator(".wire-details");

async function openWire(page: Page): Promise<void> {
  await page.keyboard.press("Alt+w");
  await expect(wireScreen(page)).toBeVisible();
  await expect(table(page)).toBeVisible();
}

/** The strip stands below every screen. */
async function goOver(page: Page, to: TransportName): Promise<void> {
  await page.keyboard.press(`Alt+${TRANSPORTS.indexOf(to) + 1}`);
  await expect(page.locator(".strip-transport")).toHaveText(names[to]);
}

for (const transport of TRANSPORTS) {
  test(`over ${transport} a message shows how it came, and what carried it`, async ({ enter, someone }) => {
    const mina = await someone("Mina");
    const ada = await enter("Ada");
    await openWire(ada);
    await goOver(ada, transport);
    if (transport !== "websocket") {
      await expect(row(ada, `Switched from WebSocket to ${names[transport]}`)).toBeVisible();
    }
    await ada.keyboard.press("Escape");
    await expect(composer(ada)).toBeFocused();
    mina.send(LOBBY, "look at my way 你好");
    await message(ada, "look at my way").hover();
    await ada.getByRole("button", { name: "How did this reach me?" }).click();

    await expect(details(ada).getByRole("heading", { level: 2 })).toHaveText(
      `${CARRIERS[transport]}: message 1`,
    );
    const way = details(ada).getByRole("region", { name: /^How it reached you/ });
    const hops = ["sent to the host", "stored there", "on the network", "on your screen"];
    for (const hop of hops)
      await expect(way.getByRole("listitem").filter({ hasText: hop })).toContainText("ms");
    const held = transport === "short-polling" ? "waited for your poll" : "written to you";
    await expect(way.getByRole("listitem").filter({ hasText: held })).toBeVisible();
    await expect(way).toContainText("in all");
    await expect(way).toContainText("depend on the transport (in colour)");
    await expect(way.locator(".hop-scale .transport")).toHaveCount(2);
    await expect(way.locator(".hop-heads")).toHaveText(
      transport.endsWith("polling") ? /^\+ .+ of heads/ : /^Its heads \(.+\) came once/,
    );
    const carrier = row(
      ada,
      new RegExp(`^${CARRIERS[transport]} to you: message 1, by ${names[transport]}`, "i"),
    );
    await expect(carrier).toHaveAttribute("aria-selected", "true");
    await expect(carrier).toBeInViewport();
    // The packet as it was sent, with what this transport puts around it.
    const written = details(ada).locator(".wire-written");
    await expect(written).toContainText("look at my way 你好");
    const around: Partial<Record<TransportName, RegExp>> = {
      sse: /^data:42/,
      "iframe-streaming": /^<script nonce=/,
      "http-streaming": /^7e [0-9a-f]{2} [0-9a-f]{2} /,
      websocket: /^81 7e [0-9a-f]{2} [0-9a-f]{2} /,
    };
    await expect(written).toHaveText(around[transport] ?? /^42\["message"/);
    await expect(details(ada)).toContainText("2 = EVENT");
    // A moment is told as a time, too.
    const sentAt = await details(ada).locator(".wire-fields > div", { hasText: "sentAt" }).innerText();
    const asTime = /^sentAt\s+(\d{13})\s+\d{4}-\d\d-\d\d \d\d:\d\d:(\d\d\.\d{3})$/;
    expect(sentAt).toMatch(asTime);
    const [, value, shown] = asTime.exec(sentAt) ?? [];
    expect(Number(shown), sentAt).toBe((Number(value) % 60_000) / 1_000);
  });
}

test("one's own message shows its way up, too: a POST, or a frame with a mask", async ({ enter }) => {
  const ada = await enter("Ada");
  await openWire(ada);
  for (const transport of ["sse", "websocket"] as const) {
    await goOver(ada, transport);
    await ada.keyboard.press("Alt+w");
    await say(ada, `mine by ${transport}`);
    await message(ada, `mine by ${transport}`).hover();
    await ada.getByRole("button", { name: "How did this reach me?" }).click();
    const way = details(ada).getByRole("region", { name: /^How it reached you/ });
    for (const hop of ["waited here", "up to the host"])
      await expect(way.getByRole("listitem").filter({ hasText: hop })).toContainText("ms");
    await way.getByRole("button", { name: "Show its way up" }).click();
    await expect(details(ada).getByRole("heading", { level: 2 })).toHaveText(
      new RegExp(`^${transport === "sse" ? "Packet" : "Frame"}: your message “mine by ${transport}”$`),
    );
    if (transport === "websocket") await expect(details(ada)).toContainText("They were not recorded");
  }
});

test("a message of a while ago is found among the rows, and they stay where they are while others come", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await openWire(ada);
  for (let i = 1; i <= 60; i++) mina.send(LOBBY, `number ${i}`);
  await expect(row(ada, /message 60,/)).toBeInViewport();
  await ada.keyboard.press("Escape");
  await ada.locator('article[data-seq="12"]').hover();
  await ada.getByRole("button", { name: "How did this reach me?" }).click();
  await expect(row(ada, /message 12,/)).toBeInViewport();
  for (let i = 61; i <= 100; i++) mina.send(LOBBY, `number ${i}`);
  await expect(ada.locator(".sequence")).toContainText("message 100");
  await expect(row(ada, /message 12,/)).toBeInViewport();
  await expect(row(ada, /message 100,/)).toHaveCount(0);
  await table(ada).focus();
  await ada.keyboard.press("End");
  await expect(row(ada, /message 100,/)).toBeInViewport();
  await expect(row(ada, /message 100,/)).toHaveAttribute("aria-selected", "true");
});

/** By the keyboard: up to the last message, and W. */
async function askAboutLast(page: Page, text: string): Promise<void> {
  await composer(page).press("ArrowUp");
  await expect(message(page, text)).toBeFocused();
  await page.keyboard.press("w");
}

test("what came with history is said not to be known", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  mina.send(LOBBY, "from before");
  await expect.poll(() => mina.outbox.length).toBe(0);
  const ada = await enter("Ada");
  await expect(message(ada, "from before")).toBeVisible();
  await askAboutLast(ada, "from before");
  await expect(details(ada)).toContainText("It came with a page of history");
  await ada.keyboard.press("Escape");
  await expect(details(ada)).toBeHidden();
  await ada.keyboard.press("Escape");
  await expect(composer(ada)).toBeFocused();
});

test("what came when nobody recorded is said not to be known, but not by which transport it came", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  // More than the host records of the start of a session.
  for (let i = 1; i <= 130; i++) mina.send(LOBBY, `number ${i}`);
  await expect(message(ada, "number 130")).toBeVisible();
  mina.send(LOBBY, "not recorded");
  await expect(message(ada, "not recorded")).toBeVisible();
  await askAboutLast(ada, "not recorded");
  await expect(details(ada)).toContainText(
    "The recording was off when this message came, so what carried it is not known. It is on now.",
  );
  const brought = details(ada).getByRole("listitem").filter({ hasText: "stored, brought to you" });
  await expect(brought).toHaveAttribute("data-transport", "websocket");
  await expect(brought.locator(".transport")).toHaveCount(1);
});

test("rows are filtered by kind, transport and text, and walked through by the keyboard", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await openWire(ada);
  await goOver(ada, "short-polling");
  mina.send(LOBBY, "needle");
  await expect(row(ada, /message 1/)).toBeVisible();
  await expect(row(ada, /nothing new$/).first()).toBeVisible();

  await ada.getByText("Hide empty polls").click();
  await expect(row(ada, /nothing new$/)).toHaveCount(0);
  await ada.getByRole("button", { name: "Switch 1", exact: true }).click();
  await expect(row(ada, /^Switched from/)).toHaveCount(1);
  await expect(table(ada).getByRole("row")).toHaveCount(1);
  await ada.getByRole("button", { name: "Connection 1", exact: true }).click(); // what closed by it
  await expect(row(ada, /^The WebSocket closed/)).toHaveCount(1);
  await expect(table(ada).getByRole("row")).toHaveCount(1);
  await ada.getByRole("button", { name: /^All \d+$/ }).click();
  await ada.getByRole("button", { name: /^WebSocket \d+$/ }).click();
  await expect(row(ada, /message 1/)).toHaveCount(0);
  await ada.getByRole("button", { name: /^WebSocket \d+$/ }).click();
  await ada.keyboard.press("/");
  await ada.keyboard.type("needle");
  await expect(table(ada).getByRole("row")).toHaveCount(1);
  await ada.keyboard.type(" and no hay");
  await expect(ada.getByText("No row fits the filter")).toBeVisible();
  await ada.keyboard.press("Escape");

  await table(ada).focus();
  await ada.keyboard.press("Home");
  await expect(row(ada, /.*/).first()).toHaveAttribute("aria-selected", "true");
  await ada.keyboard.press("ArrowDown");
  await ada.keyboard.press("Enter");
  await expect(details(ada)).toBeVisible();
  await ada.keyboard.press("Escape");
  await ada.keyboard.press(" ");
  await expect(ada.getByText("paused")).toBeVisible();
  await ada.getByRole("button", { name: "Clear" }).click();
  await ada.keyboard.press("/");
  await expect(ada.getByRole("searchbox")).toBeFocused();
});

test("the rows of one message alone are shown, until its chip is taken away by the keyboard", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await openWire(ada);
  await goOver(ada, "sse");
  await ada.keyboard.press("Escape");
  await say(ada, '😀 "Quoted" words');
  await expect(message(ada, '😀 "Quoted" words')).toBeVisible();
  for (let i = 2; i <= 12; i++) mina.send(LOBBY, `number ${i}`);
  await openWire(ada);
  await expect(row(ada, /message 12,/)).toBeVisible();

  const search = ada.getByRole("searchbox");
  await ada.keyboard.press("/");
  await ada.keyboard.type('😀 "QUOTED" Words');
  await expect(search).toHaveValue('😀 "QUOTED" Words');
  await expect(table(ada).getByRole("row")).toHaveCount(2); // its way up and its way down
  await row(ada, /to you: message 1,/).click();
  const only = details(ada).getByRole("button", { name: "Only this message" });
  await only.focus();
  await ada.keyboard.press("Enter");
  await expect(only).toHaveAttribute("aria-pressed", "true");
  await expect(search).toHaveValue("");
  const shown = [/^GET, SSE/, /^POST, SSE/, /^Packet to the host/, /to you: message 1,/, /: stored as 1,/];
  for (const one of shown) await expect(row(ada, one)).toHaveCount(1);
  await expect(table(ada).getByRole("row")).toHaveCount(shown.length);

  const chip = ada.getByRole("button", { name: "Only: message 1" });
  await chip.focus();
  await expect(ada.getByRole("tooltip")).toHaveText("Show all messages again");
  await ada.keyboard.press("Enter");
  await expect(chip).toHaveCount(0);
  await expect(table(ada)).toBeFocused();
  await expect(only).toHaveAttribute("aria-pressed", "false");
  await ada.keyboard.press("End");
  await expect(row(ada, /message 12,/)).toBeVisible();
});

for (const language of ["en", "zh"] as const) {
  test(`every filter is in reach after all six transports, in ${language}`, async ({ open }) => {
    const { filters, hideIdle, wire } = wireWords[language];
    const { name } = words[language].transport;
    const ada = await open({ locale: language === "zh" ? "zh-CN" : "en-GB" });
    await ada.getByLabel(language === "zh" ? "你的名字" : "Your name").fill("Ada");
    await ada.keyboard.press("Enter");
    await expect(ada.locator(".strip-transport")).toBeVisible();
    await ada.keyboard.press("Alt+w");
    await expect(ada.getByRole("main", { name: wire })).toBeVisible();
    for (const [i, transport] of TRANSPORTS.entries()) {
      await ada.keyboard.press(`Alt+${i + 1}`);
      await expect(ada.locator(".strip-transport")).toHaveText(name[transport]);
    }
    const bar = ada.getByRole("toolbar", { name: filters });
    for (const [width, height] of [
      [1280, 800],
      [900, 600],
      [390, 800],
    ] as const) {
      await ada.setViewportSize({ width, height });
      if (width === 390) await bar.getByRole("button", { name: filters }).click();
      await expect(bar.getByRole("switch", { name: hideIdle })).toBeInViewport();
      for (const transport of TRANSPORTS) {
        const chip = bar.getByRole("button", { name: new RegExp(`^${name[transport]} \\d+$`) });
        await expect(chip).toBeInViewport({ ratio: 1 });
      }
      const { overflow, covered } = await bar.evaluate(inReach);
      expect(overflow, `px out of the bar, ${width} wide`).toBeLessThanOrEqual(0);
      expect(covered, `covered, ${width} wide`).toEqual([]);
    }
  });
}

/** By how much the bar runs over, and what of it a pointer cannot get at. */
function inReach(bar: Element): { overflow: number; covered: string[] } {
  const covered = [...bar.querySelectorAll("button, .switch, .wire-search")].filter((one) => {
    const box = one.getBoundingClientRect();
    return [box.left + 3, box.right - 3].some(
      (x) => !one.contains(document.elementFromPoint(x, box.top + box.height / 2)),
    );
  });
  return {
    overflow: bar.scrollWidth - bar.clientWidth,
    covered: covered.map((one) => one.textContent ?? ""),
  };
}

test("an upgrade is explained with its real key and answer", async ({ enter }) => {
  const ada = await enter("Ada");
  await openWire(ada);
  await row(ada, /^GET, WebSocket, status 101/).click();
  const accept = /Sec-WebSocket-Accept: (\S{28})/;
  await expect(details(ada)).toContainText("HTTP/1.1 101 Switching Protocols");
  await expect(details(ada)).toContainText(accept);
  const key = /Sec-WebSocket-Key: (\S{24})/.exec(await details(ada).innerText())?.[1] ?? "";
  const digest = await ada.evaluate(
    async (text) =>
      btoa(
        String.fromCharCode(
          ...new Uint8Array(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text))),
        ),
      ),
    `${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
  );
  expect(accept.exec(await details(ada).innerText())?.[1]).toBe(digest);
  await expect(details(ada).locator(".wire-handshake")).toContainText(digest);
});

/** Opens the details of a row among the few of its kind: among all, others move it or it is out of view. */
async function pick(page: Page, kind: "Held" | "Connection", one: Locator): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${kind} \\d+$`) }).click();
  await one.click();
  await expect(one).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: /^All \d+$/ }).click();
}

test("ready states are shown as they become, and how a switch closed a WebSocket", async ({ enter }) => {
  const ada = await enter("Ada");
  await openWire(ada);
  const now = wireScreen(ada).locator(".wire-state");
  const states = details(ada).locator(".ready-states code");
  await expect(now).toContainText("WebSocket readyState 1 OPEN");

  // It was open before anybody recorded.
  await pick(ada, "Held", row(ada, /^GET, WebSocket, status 101/));
  await expect(states).toHaveText(["0 CONNECTING", "1 OPEN"]);
  await goOver(ada, "sse");
  await expect(now).toContainText("EventSource readyState 1 OPEN");
  await expect(states).toHaveText(["0 CONNECTING", "1 OPEN", "2 CLOSING", "3 CLOSED"]);
  await expect(details(ada).locator("[aria-current]")).toContainText("3 CLOSED");
  const closed = row(ada, "The WebSocket closed with code 1005, by a closing handshake");
  await pick(ada, "Connection", closed);
  await expect(details(ada)).toContainText("code1005 a close frame without a code");
  await expect(details(ada)).toContainText('reason"" (none given)');
  await expect(details(ada)).toContainText("wasCleantrue both sides said that they close");

  await pick(ada, "Held", row(ada, /^GET, SSE, status 200/));
  await expect(states).toHaveText(["0 CONNECTING", "1 OPEN"]);
  await goOver(ada, "websocket"); // a second one, made by a switch
  await expect(states).toHaveText(["0 CONNECTING", "1 OPEN", "2 CLOSED"]);
  await goOver(ada, "http-streaming");
  await expect(now).toContainText("fetch has no readyState");
  await ada.getByRole("button", { name: /^Connection \d+$/ }).click();
  await expect(closed).toHaveCount(2);
  await ada.getByRole("button", { name: /^All \d+$/ }).click();
  await pick(ada, "Held", row(ada, /^GET, HTTP streaming, status 200/));
  await expect(details(ada)).toContainText("Made by fetch, which has no ready state");
  await goOver(ada, "iframe-streaming");
  await expect(now).toContainText("an iframe has no readyState");
});

test("the details are as high as one makes them, and stay so", async ({ enter }) => {
  const ada = await enter("Ada");
  await openWire(ada);
  await row(ada, /^GET, WebSocket, status 101/).click();
  const edge = ada.getByRole("separator", { name: "Height of the details" });
  const height = async (): Promise<number> => (await details(ada).boundingBox())?.height ?? 0;
  const before = await height();
  await edge.press("ArrowUp");
  await expect(edge).toHaveAttribute("aria-valuenow", "53");
  expect(await height()).toBeGreaterThan(before);
  await edge.press("Home");
  await expect(edge).toHaveAttribute("aria-valuenow", "20");
  const box = await edge.boundingBox();
  if (!box) throw new Error("the edge is not on screen");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const least = await height();
  await ada.mouse.move(x, y);
  await ada.mouse.down();
  await ada.mouse.move(x, y - 100, { steps: 3 });
  await ada.mouse.up();
  await ada.mouse.move(x, y - 200); // no longer held
  expect(Math.abs((await height()) - least - 100)).toBeLessThan(8);
  const kept = await edge.getAttribute("aria-valuenow");
  await ada.reload();
  await expect(composer(ada)).toBeVisible();
  await openWire(ada);
  await row(ada, /^GET, WebSocket, status 101/).click();
  await expect(edge).toHaveAttribute("aria-valuenow", kept ?? "");
});

test("what is saved can be read again, and holds no secret; neither does the page", async ({ enter }) => {
  const ada = await enter("Ada");
  const sids = new Set<string>();
  ada.on("request", (request) => {
    const sid = /\/api\/wire\/([^?]+)/.exec(request.url())?.[1];
    if (sid) sids.add(sid);
  });
  await openWire(ada);
  await goOver(ada, "sse");
  await goOver(ada, "long-polling");
  await ada.keyboard.press("Escape");
  await say(ada, "kept");
  await expect(message(ada, "kept")).toBeVisible();
  await openWire(ada);
  await expect(row(ada, /message 1/)).toBeVisible();

  const save = async (button: string): Promise<string> => {
    const download = ada.waitForEvent("download");
    await ada.getByRole("button", { name: button }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^pushpull wire \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.(har|json)$/);
    return readFile(await file.path(), "utf8");
  };
  const har = await save("Save HAR");
  const json = await save("Save JSON");
  // On a phone, where there is no space for both, they are in a menu.
  await ada.setViewportSize({ width: 390, height: 800 });
  await ada.getByRole("button", { name: "Save", exact: true }).click();
  const ofPhone = JSON.parse(await save("Save JSON"));
  expect(ofPhone.slice(0, 20)).toEqual(JSON.parse(json).slice(0, 20));
  const { log } = JSON.parse(har);
  expect(log.version).toBe("1.2");
  expect(log.entries.length).toBeGreaterThan(3);
  expect(log.entries.some((entry: object) => "_webSocketMessages" in entry)).toBe(true);
  expect(log.entries.every(({ request }: { request: { url: string } }) => URL.canParse(request.url))).toBe(
    true,
  );
  // Beside what the host told, what this window has noted: the WebSocket that the first switch closed.
  const [told, noted] = [JSON.parse(json), JSON.parse(json)].map((all: object[], i) =>
    all.filter((entry) => "n" in entry === (i === 0)),
  );
  const close = { kind: "closed", code: 1005, reason: "", wasClean: true };
  expect(noted).toEqual([{ ...close, at: expect.any(Number) }]);
  expect(log._notes).toEqual([{ ...close, dateTime: expect.any(String) }]);
  const upgrade = log.entries.find((entry: object) => "_webSocketMessages" in entry);
  expect(upgrade._webSocketClose).toMatchObject({ code: 1005, wasClean: true });
  const entries = wireEntrySchema.array().parse(told);
  expect(entries.some((entry) => entry.kind === "packet" && entry.packet.includes("kept"))).toBe(true);

  const token = await ada.evaluate(
    () => Object.values(localStorage).flatMap((value) => Object.values(JSON.parse(value)?.tokens ?? {}))[0],
  );
  expect(sids.size).toBe(1);
  for (const secret of [...sids, String(token)]) {
    expect(secret.length).toBeGreaterThan(10);
    for (const text of [har, json, await ada.content()]) expect(text).not.toContain(secret);
  }
});

test("a lost connection is said, and a line parts what follows from what was before", async ({
  enter,
  host,
}) => {
  const ada = await enter("Ada");
  await openWire(ada);
  await ada.getByRole("button", { name: "Clear" }).click(); // the start of the first connection
  await host.stop("SIGKILL");
  await expect(ada.getByText("no connection")).toBeVisible();
  await expect(ada.locator(".sequence .lost")).toHaveCount(1);
  await expect(ada.locator(".sequence .held.open")).toHaveCount(0); // nothing is held beyond the loss
  await host.start();
  await expect(row(ada, "The WebSocket closed with code 1006, without a closing handshake")).toBeVisible();
  const line = row(ada, "The connection was lost; a new one begins here");
  await expect(line).toBeVisible({ timeout: 40_000 });
  await table(ada).focus();
  await ada.keyboard.press("Home");
  for (const what of ["open the session", "connected", "welcome"])
    await expect(row(ada, new RegExp(`^Frame to you: ${what}, by WebSocket`))).toBeVisible();
  await expect(ada.locator(".wire-state")).toContainText("recording");
  await expect(ada.getByRole("button", { name: "Switch 0", exact: true })).toBeVisible();
  // The drawing tells the loss, however often it was tried again, and that it is over.
  const steps = ada.getByRole("region", { name: "Sequence" }).getByRole("listitem");
  await expect(steps.filter({ hasText: "the WebSocket broke (1006)" })).toHaveCount(1);
  await expect(steps.filter({ hasText: "connected again, by a new connection" })).toHaveCount(1);
  await expect(steps.filter({ hasText: "Maple Lab to You: 101: now a WebSocket." }).last()).toBeAttached();
});

test("the sequence tells the same to those who do not see it", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await openWire(ada);
  await goOver(ada, "short-polling");
  mina.send(LOBBY, "hello");
  const sequence = ada.getByRole("region", { name: "Sequence" });
  await expect(sequence).toContainText("Your browser asks again and again.");
  const line = sequence.getByRole("listitem");
  await expect(line.filter({ hasText: "You to Maple Lab: anything new?" }).first()).toBeAttached();
  await expect(line.filter({ hasText: "Maple Lab to You: message 1." })).toBeAttached();
  await expect(line.filter({ hasText: "Switched to Short polling" })).toBeAttached();
  await ada.keyboard.press("Escape");
  await say(ada, "mine");
  await openWire(ada);
  await expect(line.filter({ hasText: "You to Maple Lab: POST “mine”." })).toBeAttached();
  await expect(line.filter({ hasText: "Maple Lab to You: 200: taken in." }).last()).toBeAttached();
  await sequence.getByRole("button", { name: "Fold the sequence" }).click();
  await expect(sequence).toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on the wire's screen in ${colorScheme} colours`, async ({ enter, someone }) => {
    const mina = await someone("Mina");
    const ada = await enter("Ada", { colorScheme });
    await openWire(ada);
    for (const transport of ["short-polling", "sse"] as const) await goOver(ada, transport);
    mina.send(LOBBY, "hello");
    await row(ada, /message 1/).click();
    await expectAccessible(ada, "a message");
    await details(ada).getByRole("button", { name: "Show what carries it" }).click();
    await expect(details(ada).getByRole("heading", { level: 2 })).toContainText("GET /socket.io/");
    await expectAccessible(ada, "a stream");
    await row(ada, /^The WebSocket closed/).click();
    await expectAccessible(ada, "a close");
    await ada.setViewportSize({ width: 900, height: 600 });
    await ada.getByRole("radio", { name: "Sequence" }).check({ force: true });
    await expectAccessible(ada, "the sequence");
    await ada.setViewportSize({ width: 390, height: 844 });
    await ada.getByRole("radio", { name: "Table" }).check({ force: true });
    await expectAccessible(ada, "a phone");
  });
}
