import { expect, type Page } from "@playwright/test";
import type { Session } from "../client/session.ts";
import { cutAfterMs } from "../lab/faults/random.ts";
import { PRESET_NAMES, PRESETS, type PresetName } from "../protocol/faults.ts";
import { ROUTES } from "../protocol/http.ts";
import { LOBBY } from "../protocol/limits.ts";
import { words } from "../renderer/words/index.ts";
import { until } from "../testing/until.ts";
import { log, message, readRoom, say, test } from "./app.ts";
import { expectAccessible } from "./axe.ts";

const names = words.en.transport.name;
const networks = words.en.network.choice;
/** Time between two messages of the one who talks all the time, in ms: 20 a second. */
const PACE = 50;

const panel = (page: Page) => page.getByRole("complementary", { name: "Transport" });
const network = (page: Page, name: string) => panel(page).getByRole("radio", { name, exact: true });
const happened = (page: Page) => panel(page).getByRole("region", { name: "What happened" });
const effects = (page: Page) =>
  panel(page).getByRole("region", { name: "What this network does" }).getByRole("listitem");
const steps = (page: Page) => panel(page).locator(".automatic-steps");
/** Its name goes on with its figures. */
const transport = (page: Page, name: string) => panel(page).getByRole("radio", { name });

async function openNetworks(page: Page): Promise<void> {
  await panel(page).locator("summary", { hasText: "Network" }).click();
  await expect(network(page, networks.direct)).toBeVisible();
}

/** Goes through a network and waits for the line that says so. */
async function goThrough(page: Page, name: string): Promise<void> {
  await network(page, name).click();
  await expect(page.getByText(`Through: ${name}`)).toBeVisible();
}

/** A network of one's own that cuts what is silent for so many seconds. */
async function goThroughIdleCut(page: Page, seconds: number): Promise<void> {
  await network(page, networks.custom).click();
  await panel(page).getByLabel("Cut when silent for").fill(String(seconds));
  await panel(page).getByRole("button", { name: "Use these" }).click();
  await expect(page.getByText(`Through: ${networks.custom}`)).toBeVisible();
}

async function choose(page: Page, name: string): Promise<void> {
  await transport(page, name).click();
  await expect(transport(page, name)).toBeChecked();
}

/** The room's messages as somebody's session has them: in order, each seq once. */
function textsBySeq(session: Session): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  session.on("message", ({ message: { seq, text } }) => {
    expect(seq).toBe(texts.size + 1);
    texts.set(seq, text);
  });
  return texts;
}

test("through each network in turn, while somebody talks all the time: all is on screen, in order, once", async ({
  enter,
  someone,
}) => {
  test.setTimeout(180_000);
  const third = await someone("Third");
  const stored = textsBySeq(third);
  const ada = await enter("Ada");
  await choose(ada, names.sse);
  await openNetworks(ada);
  let sent = 0;
  let said = 0;
  const talking = setInterval(() => third.send(LOBBY, `third ${++sent}`), PACE);
  try {
    for (const name of [...PRESET_NAMES.filter((preset) => preset !== "direct"), "direct"] as const) {
      await network(ada, networks[name]).click();
      if (name === "direct") await expect(ada.getByText("Through:")).toHaveCount(0);
      else await expect(ada.getByText(`Through: ${networks[name]}`)).toBeVisible();
      await say(ada, `Ada through ${name}`);
      said++;
      await until(
        `her word has come through ${name}`,
        () => [...stored.values()].includes(`Ada through ${name}`),
        30_000,
      );
      // What was said meanwhile reaches her, too.
      const seen = stored.size;
      await until(
        `the talk reaches her through ${name}`,
        async () => Number(await ada.locator("[data-seq]").last().getAttribute("data-seq")) >= seen,
        30_000,
      );
    }
  } finally {
    clearInterval(talking);
  }
  await until("all is stored", () => third.outbox.length === 0 && stored.size === sent + said);
  await expect(ada.locator(`[data-seq="${stored.size}"]`)).toBeAttached({ timeout: 20_000 });
  expect(await readRoom(ada)).toEqual([...stored].map(([seq, text]) => ({ seq, text })));
});

test("behind a corporate proxy WebSocket is refused, and it is said why", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await choose(ada, names.sse);
  await openNetworks(ada);
  await goThrough(ada, networks["corporate-proxy"]);
  await expect(panel(ada).locator("summary", { hasText: "Network" })).toContainText("Corporate proxy");
  await expect(ada.locator(".strip")).toContainText("Connected");
  await transport(ada, names.websocket).click();
  await expect(happened(ada)).toContainText("The proxy refused the upgrade: WebSocket does not work here.");
  await expect(panel(ada).getByRole("alert")).toContainText("Not switched to WebSocket");
  await expect(transport(ada, names.sse)).toBeChecked();
  mina.send(LOBBY, "Still here");
  await expect(message(ada, "Still here")).toBeVisible();
});

test("on WebSocket, going behind a corporate proxy says why there is no connection, and SSE helps", async ({
  enter,
}) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks["corporate-proxy"]);
  await expect(ada.locator(".connection-line")).toContainText("The proxy refused the upgrade");
  await say(ada, "Written meanwhile");
  await choose(ada, names.sse);
  await expect(ada.locator(".strip")).toContainText("Connected");
  await expect(message(ada, "Written meanwhile")).toHaveCount(1);
  await expect(happened(ada)).toContainText("SSE connected again");
});

for (const [name, why, outcome] of [
  [
    "long-polling",
    "The proxy cut the held request after 2 s.",
    "Long polling asked again; nothing was lost.",
  ],
  ["sse", "The proxy cut the stream after 2 s of silence.", "SSE connected again; nothing was lost."],
] as const) {
  test(`${names[name]} survives a proxy that cuts what is silent, and it is said why`, async ({
    enter,
    someone,
  }) => {
    const mina = await someone("Mina");
    const ada = await enter("Ada");
    await choose(ada, names[name]);
    await openNetworks(ada);
    await goThroughIdleCut(ada, 2);
    await expect(happened(ada)).toContainText(why);
    await expect(happened(ada)).toContainText(outcome);
    // In the room, too, for the moment that it takes.
    await expect(ada.locator(".connection-line")).toContainText(why);
    mina.send(LOBBY, "Between two cuts");
    await expect(message(ada, "Between two cuts")).toHaveCount(1);
    await expect(transport(ada, names[name])).toBeChecked();
    await expect(happened(ada)).not.toContainText("nothing here tells why");
  });
}

test("the corporate proxy's cut of what is silent can be watched, since it can be had sooner", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await choose(ada, names["long-polling"]);
  await openNetworks(ada);
  const soon = panel(ada).getByRole("switch", { name: /^Cut silence after 5\ss, to see it$/ });
  await goThrough(ada, networks.mobile);
  await expect(soon).toHaveCount(0);
  await goThrough(ada, networks["corporate-proxy"]);
  await expect(effects(ada)).toContainText(["What is silent for 60 s is cut"]);
  await soon.click();
  await expect(soon).toBeChecked();
  await expect(network(ada, networks["corporate-proxy"])).toBeChecked();
  await expect(effects(ada)).toContainText(["What is silent for 5 s is cut"]);
  await expect(happened(ada)).toContainText(
    /The proxy cut the held request after 5(\.\d+)?\ss\. Long polling asked again; nothing was lost\./,
  );
  mina.send(LOBBY, "After the silence");
  await expect(message(ada, "After the silence")).toHaveCount(1);
  await soon.click();
  await expect(soon).not.toBeChecked();
  await expect(effects(ada)).toContainText(["What is silent for 60 s is cut"]);
});

test("a cut by hand is explained and mended", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks["good-lan"]);
  await expect(ada.locator(".strip")).toContainText("Connected");
  await panel(ada).getByRole("button", { name: "Cut now" }).click();
  await expect(happened(ada)).toContainText("You cut the connection. WebSocket connected again");
  mina.send(LOBBY, "After the cut");
  await expect(message(ada, "After the cut")).toHaveCount(1);
  await ada.getByRole("button", { name: "Back to direct" }).click();
  await expect(network(ada, networks.direct)).toBeChecked();
  await expect(ada.getByText("Through:")).toHaveCount(0);
  await say(ada, "Direct again");
  await expect(message(ada, "Direct again")).toHaveCount(1);
});

test("offline, what is written waits and what is said is missed; online, both come", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const heard: string[] = [];
  mina.on("message", ({ message: { text } }) => heard.push(text));
  const ada = await enter("Ada");
  await choose(ada, names["long-polling"]);
  await openNetworks(ada);
  await goThrough(ada, networks["good-lan"]);
  await expect(ada.locator(".strip")).toContainText("Connected");
  await panel(ada).getByRole("switch", { name: "Offline" }).click();
  await expect(happened(ada)).toContainText("The cable is out");
  await expect(ada.getByText("Through: Good LAN, cable out")).toBeVisible();
  await say(ada, "Written offline");
  mina.send(LOBBY, "Said meanwhile");
  await expect.poll(() => heard).toContain("Said meanwhile");
  expect(heard).not.toContain("Written offline");
  await expect(log(ada).getByText("Said meanwhile")).toHaveCount(0);
  await panel(ada).getByRole("switch", { name: "Offline" }).click();
  await expect(happened(ada)).toContainText("The cable is in again.");
  await expect(message(ada, "Said meanwhile")).toHaveCount(1);
  await expect.poll(() => heard).toContain("Written offline");
  await expect(message(ada, "Written offline")).toHaveCount(1);
});

test("automatic climbs to WebSocket, outlasts a reload, and a choice by hand ends it", async ({ enter }) => {
  const ada = await enter("Ada");
  await choose(ada, names["long-polling"]);
  await ada.keyboard.press("Alt+7");
  const automatic = transport(ada, "Automatic");
  await expect(automatic).toBeChecked();
  await expect(automatic).toHaveAccessibleDescription("on WebSocket");
  await expect(ada.locator(".divider.switched")).toContainText([
    "You switched from WebSocket to Long polling",
    "Automatic went over from Long polling to WebSocket",
  ]);
  await ada.reload();
  await expect(automatic).toBeChecked();
  await expect(automatic).toHaveAccessibleDescription("on WebSocket");
  await panel(ada).locator("summary", { hasText: "Why this transport" }).click();
  await expect(steps(ada)).toContainText("Began with long polling.");
  await expect(steps(ada)).toContainText("Stays with WebSocket.");
  await choose(ada, names.sse);
  await expect(automatic).not.toBeChecked();
  await expect(steps(ada)).toHaveCount(0);
  await ada.reload();
  await expect(transport(ada, names.sse)).toBeChecked();
});

test("automatic, behind a proxy that refuses the upgrade, ends on SSE and shows why", async ({ enter }) => {
  const ada = await enter("Ada");
  await choose(ada, names["long-polling"]);
  await openNetworks(ada);
  await goThrough(ada, networks["corporate-proxy"]);
  await expect(ada.locator(".strip")).toContainText("Connected");
  await transport(ada, "Automatic").click();
  await panel(ada).locator("summary", { hasText: "Why this transport" }).click();
  await expect(steps(ada)).toContainText("WebSocket does not get through here.");
  await expect(steps(ada)).toContainText("Stays with SSE.");
  await expect(transport(ada, "Automatic")).toHaveAccessibleDescription("on SSE");
  await expect(happened(ada)).toContainText("The proxy refused the upgrade");
  // Another network, another answer.
  await ada.getByRole("button", { name: "Back to direct" }).click();
  await expect(steps(ada)).toContainText("Stays with WebSocket.");
});

test("where WebSocket does not come about, one button lets automatic find what does", async ({ enter }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks["corporate-proxy"]);
  await expect(ada.locator(".connection-line")).toContainText(
    /does not (get through|work here)\. Choose another transport, or Automatic/,
  );
  await ada.locator(".connection-line").getByRole("button", { name: "Use Automatic" }).click();
  await expect(transport(ada, "Automatic")).toBeChecked();
  await expect(ada.locator(".strip")).toContainText("Connected");
  await panel(ada).locator("summary", { hasText: "Why this transport" }).click();
  await expect(steps(ada)).toContainText("Began with long polling.");
  await expect(steps(ada)).toContainText("WebSocket does not get through here.");
  await expect(ada.locator(".connection-line").getByRole("button", { name: "Use Automatic" })).toHaveCount(0);
});

test("automatic begins with long polling wherever it was, and does not mind what one cuts by hand", async ({
  enter,
}) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks["good-lan"]);
  await choose(ada, names.sse);
  await transport(ada, "Automatic").click();
  await panel(ada).locator("summary", { hasText: "Why this transport" }).click();
  await expect(steps(ada)).toContainText("Began with long polling.");
  await expect(steps(ada)).toContainText("Stays with WebSocket.");
  for (let cuts = 0; cuts < 3; cuts++) {
    const again = ada.waitForEvent("websocket");
    await panel(ada).getByRole("button", { name: "Cut now" }).click();
    await again;
    await expect(ada.locator(".strip")).toContainText("Connected");
  }
  await expect(steps(ada)).not.toContainText("broke");
  await expect(transport(ada, "Automatic")).toHaveAccessibleDescription("on WebSocket");
});

test("a stream that a proxy collects is explained", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await choose(ada, names.sse);
  await openNetworks(ada);
  await goThrough(ada, networks["buffering-proxy"]);
  await expect(ada.locator(".strip")).toContainText("Connected");
  await expect.poll(() => mina.members(LOBBY).length).toBe(2);
  mina.send(LOBBY, "One small message");
  await expect(message(ada, "One small message")).toBeVisible();
  await expect(happened(ada)).toContainText(
    /A stream was held back by the proxy until 4\.1\skB or 2\ss had gathered\./,
  );
});

/** What is said of each network, in order, with the figures of its conditions. */
const explained = {
  "good-lan": ["Each way takes 1 ms to 2 ms longer, so there and back takes 2 ms to 4 ms more."],
  "busy-wifi": [
    "Each way takes 5 ms to 65 ms longer, so there and back takes 10 ms to 130 ms more.",
    "A connection carries 1.5 MB a second each way",
  ],
  "corporate-proxy": [
    "A request to upgrade is answered with 403: WebSocket does not get through.",
    "What is silent for 60 s is cut",
    "Each way takes 15 ms to 20 ms longer",
  ],
  "buffering-proxy": [
    "Answers are held back until 4.1 kB or 2 s have gathered: SSE, HTTP streaming and iframe streaming",
    "Each way takes 10 ms to 15 ms longer",
  ],
  mobile: [
    "Each way takes 35 ms to 65 ms longer, so there and back takes 70 ms to 130 ms more.",
    "A connection carries 750 kB a second each way: enough for text, and a megabyte takes 1.33 s.",
  ],
  flaky: [
    "A connection lives for about 20 s, then it is reset.",
    "Each way takes 20 ms to 60 ms longer",
    "A connection carries 1.0 MB a second each way",
  ],
} satisfies Record<Exclude<PresetName, "direct">, string[]>;

for (const [name, sentences] of Object.entries(explained) as [keyof typeof explained, string[]][]) {
  test(`${networks[name]}: what it does is explained, and messages keep coming`, async ({
    enter,
    someone,
  }) => {
    const mina = await someone("Mina");
    const heard: string[] = [];
    mina.on("message", ({ message: { text } }) => heard.push(text));
    const ada = await enter("Ada");
    await choose(ada, names.sse);
    await openNetworks(ada);
    await expect(effects(ada)).toHaveCount(0);
    await goThrough(ada, networks[name]);
    await expect(effects(ada)).toHaveCount(sentences.length);
    await expect(effects(ada)).toContainText(sentences);
    await expect(ada.locator(".strip")).toContainText("Connected");
    mina.send(LOBBY, "Down to you");
    await expect(message(ada, "Down to you")).toHaveCount(1);
    await say(ada, "Up to you");
    await expect.poll(() => heard).toContain("Up to you");
    await ada.getByRole("button", { name: "Back to direct" }).click();
    await expect(effects(ada)).toHaveCount(0);
  });
}

/** A seed with which each of a network's first connections lives for some seconds, of the preset's 20 s. */
function seedOfEarlyCuts(): number {
  const { cutEveryMs } = PRESETS.flaky;
  for (let seed = 0; seed < 100_000; seed++) {
    const cuts = [1, 2, 3, 4].map((connection) => cutAfterMs(seed, connection, cutEveryMs));
    if (cuts.every((ms) => ms > 2_000 && ms < 6_000)) return seed;
  }
  throw new Error("no seed cuts that early");
}

test("on a flaky network a cut is explained when it comes, and nothing is lost", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  const seed = seedOfEarlyCuts();
  await ada.route(`**${ROUTES.faults}`, (route) =>
    route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), seed }) }),
  );
  await openNetworks(ada);
  await goThrough(ada, networks.flaky);
  await expect(happened(ada)).toContainText(
    /The network reset the connection, as a flaky one does\. WebSocket connected again/,
  );
  mina.send(LOBBY, "After the cut");
  await expect(message(ada, "After the cut")).toHaveCount(1);
});

test("a network of one's own, and a cable that is out, are explained, too", async ({ enter }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThroughIdleCut(ada, 2);
  await expect(effects(ada)).toContainText(["What is silent for 2 s is cut"]);
  await expect(effects(ada)).toContainText(["only every 25 s, so each silence ends in a cut"]);
  await panel(ada).getByRole("switch", { name: "Offline" }).click();
  await expect(effects(ada)).toContainText(["The cable is out: nothing gets through", "What is silent"]);
});

test("after a restart of the host it is said that its networks are gone", async ({ enter, host }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks.mobile);
  await expect(ada.locator(".strip")).toContainText("Connected");
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    await goThrough(ada, networks.mobile);
    await expect(panel(ada).getByRole("alert")).toHaveCount(0);
    await expect(ada.locator(".strip")).toContainText("Connected");
    await host.stop(signal);
    await host.start();
    await expect(panel(ada).getByRole("alert")).toHaveText(
      "The host was restarted, and its networks are gone. You are direct again.",
    );
    await expect(network(ada, networks.direct)).toBeChecked();
    await expect(happened(ada)).toContainText("From here on direct, with nothing in between.");
    await say(ada, `Back after ${signal}`);
    await expect(message(ada, `Back after ${signal}`)).toHaveCount(1);
  }
});

test("what is mended on another network is not told of the one before it", async ({ enter }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks["corporate-proxy"]);
  const refused = "The proxy refused the upgrade: WebSocket does not work here.";
  await expect(happened(ada)).toContainText(refused);
  await ada.getByRole("button", { name: "Back to direct" }).click();
  await expect(ada.locator(".strip")).toContainText("Connected");
  await say(ada, "On WebSocket again");
  await expect(message(ada, "On WebSocket again")).toHaveCount(1);
  const entries = happened(ada).getByRole("listitem");
  await expect(entries.first()).toContainText("The network from here on: Corporate proxy.");
  await expect(entries.last()).toContainText("From here on direct, with nothing in between.");
  await expect(happened(ada)).toContainText(refused);
  await expect(happened(ada)).not.toContainText("WebSocket connected again");
});

test("a host that closes says so on the connection line", async ({ enter, host }) => {
  const ada = await enter("Ada");
  await host.stop();
  await expect(ada.locator(".connection-line")).toContainText("The host closed the connection.");
});

test("a host that closes says so behind a proxy that holds streams back, too", async ({ enter, host }) => {
  const ada = await enter("Ada");
  await choose(ada, names.sse);
  await openNetworks(ada);
  await goThrough(ada, networks["buffering-proxy"]);
  await expect(ada.locator(".strip")).toContainText("Connected");
  await host.stop();
  await expect(happened(ada)).toContainText("The host closed the connection.");
  await expect(happened(ada)).not.toContainText("nothing here tells why");
});

test("what is wrong with one's own network is said beside its field", async ({ enter }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await network(ada, networks.custom).click();
  await panel(ada).getByLabel("Latency, each way").fill("much");
  await panel(ada).getByLabel("Bandwidth").fill("0.01");
  await panel(ada).getByLabel("Hold streams back until").fill("4096");
  await panel(ada).getByRole("button", { name: "Use these" }).click();
  await expect(panel(ada).getByRole("alert")).toHaveText([
    "Type a number, such as 50.",
    /^At least 0.1\skB\/s\.$/,
    "Give both, or leave both empty.",
  ]);
  await expect(ada.getByText("Through:")).toHaveCount(0);
});

test("a host that has no networks, and one whose networks are used up, say so", async ({ enter }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await ada.route("**/faults", (route) => route.fulfill({ status: 404, body: "Not found" }));
  await network(ada, networks.mobile).click();
  await expect(panel(ada).getByRole("alert")).toContainText("Maple Lab has no networks to choose from.");
  await expect(network(ada, networks.direct)).toBeChecked();
  const full = { code: "rate-limited", message: "Too many networks are open here." };
  await ada.route("**/faults", (route) => route.fulfill({ status: 429, json: full }));
  await network(ada, networks.mobile).click();
  await expect(panel(ada).getByRole("alert")).toContainText("All networks of Maple Lab are in use.");
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing in the networks, ${theme}`, async ({ enter }) => {
    const ada = await enter("Ada");
    await ada.emulateMedia({ colorScheme: theme });
    await openNetworks(ada);
    await goThrough(ada, networks["good-lan"]);
    await transport(ada, "Automatic").click();
    await panel(ada).locator("summary", { hasText: "Why this transport" }).click();
    await panel(ada).getByRole("button", { name: "Cut now" }).click();
    await expect(happened(ada)).toContainText("You cut the connection.");
    await network(ada, networks.custom).click();
    await panel(ada).getByLabel("Latency, each way").fill("x");
    await panel(ada).getByRole("button", { name: "Use these" }).click();
    await expectAccessible(ada, "the networks", { within: [".transport-panel", ".network-line"] });
  });
}

test("the way can be tested: what gets through, what does not, and what to use", async ({ enter }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks["corporate-proxy"]);
  const way = panel(ada).getByRole("region", { name: "Test the way" });
  await way.getByRole("button", { name: "Test the way" }).click();
  await expect(way.getByText("Is a silent request cut?")).toBeVisible();
  // What to use does not wait for that.
  await expect(way.getByText("Use SSE here.")).toBeVisible();
  await expect(way.getByRole("timer")).toHaveText(/^Still looking: \d+ of 70 s$/);
  const found = way.getByRole("listitem");
  await expect(found.filter({ hasText: names.websocket })).toContainText("does not get through");
  await expect(found.filter({ hasText: names.sse })).toContainText("works, there and back in");
  await way.getByRole("button", { name: "Stop" }).click(); // the rest takes more than a minute
  await expect(way.getByText("Use SSE here.")).toBeVisible();
  await expect(way.getByText(/Requests that get through at once: \d of 6/)).toBeVisible();
  await expectAccessible(ada, "the test of the way", { within: [".way-test"] });
  await way.getByRole("button", { name: "Use SSE" }).click();
  await expect(transport(ada, names.sse)).toBeChecked();
});

test("a test of the way that is stopped says nothing of what it has not tried, and of another way is nothing known", async ({
  enter,
}) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await goThrough(ada, networks["corporate-proxy"]);
  await choose(ada, names.sse);
  // Only WebSocket is tried before it is stopped.
  await ada.route(/transport=sse/, () => {}); // never answered
  const way = panel(ada).getByRole("region", { name: "Test the way" });
  await way.getByRole("button", { name: "Test the way" }).click();
  await expect(way.getByText("Does SSE work?")).toBeVisible();
  await way.getByRole("button", { name: "Stop" }).click();
  await expect(way.getByRole("listitem")).toHaveCount(1);
  await expect(way.getByText("No transport works here.")).toHaveCount(0);
  await network(ada, networks["good-lan"]).click();
  await expect(ada.getByText(`Through: ${networks["good-lan"]}`)).toBeVisible();
  await expect(way.getByRole("listitem")).toHaveCount(0);
  await expect(way.getByRole("button", { name: "Test the way" })).toBeVisible();
});

test("the test of the way comes as one member, however often it is run", async ({ enter }) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  const way = panel(ada).getByRole("region", { name: "Test the way" });
  const hellos = new Set<string>();
  for (const button of ["Test the way", "Test again"]) {
    const connected = ada.waitForEvent("websocket");
    await way.getByRole("button", { name: button }).click();
    const frame = await (await connected).waitForEvent("framesent", ({ payload }) =>
      String(payload).startsWith("40"),
    );
    hellos.add(String(frame.payload));
    await expect(way.getByText("Use WebSocket here.")).toBeVisible();
    await way.getByRole("button", { name: "Stop" }).click();
  }
  expect([...hellos]).toEqual([expect.stringMatching(/"name":"Self-test \S{6}"/)]);
});

test("a WebSocket leaves its close code on the wire's screen, whether it was closed here or cut", async ({
  enter,
}) => {
  const ada = await enter("Ada");
  await openNetworks(ada);
  await ada.keyboard.press("Alt+w"); // from now on it is recorded
  await expect(ada.getByRole("grid", { name: "What went over the wire" })).toBeVisible();
  await ada.keyboard.press("Escape");
  await goThrough(ada, networks["good-lan"]); // by a connection of its own
  await expect(ada.locator(".strip")).toContainText("Connected");
  await panel(ada).getByRole("button", { name: "Cut now" }).click();
  await expect(happened(ada).getByText("You cut the connection.")).toBeVisible();
  await say(ada, "back again");
  await ada.keyboard.press("Alt+w");
  await expect(ada.getByText("The WebSocket closed with code 1005, by a closing handshake")).toBeVisible();
  const line = ada.getByText("The WebSocket closed with code 1006, without a closing handshake");
  await expect(line).toBeVisible();
});

test("an EventSource that is cut is about to connect again by itself, and is closed instead", async ({
  enter,
}) => {
  const ada = await enter("Ada");
  await choose(ada, names.sse);
  await openNetworks(ada);
  await goThrough(ada, networks["good-lan"]);
  await expect(ada.locator(".strip")).toContainText("Connected");
  await ada.keyboard.press("Alt+w");
  await ada.getByRole("row", { name: /^GET, SSE, status 200/ }).click();
  const states = ada.locator(".wire-details .ready-states code");
  await expect(states).toHaveText(["0 CONNECTING", "1 OPEN"]);
  await ada.keyboard.press("Escape");
  await ada.keyboard.press("Escape");
  await panel(ada).getByRole("button", { name: "Cut now" }).click();
  await expect(happened(ada)).toContainText("SSE connected again");
  await ada.keyboard.press("Alt+w");
  await ada.getByRole("grid", { name: "What went over the wire" }).focus();
  await ada.keyboard.press("Home"); // what began first, and was cut
  await expect(ada.getByRole("row").first()).toHaveAttribute("aria-selected", "true");
  await ada
    .getByRole("row", { name: /^GET, SSE, status 200/ })
    .first()
    .click();
  await expect(states).toHaveText(["0 CONNECTING", "1 OPEN", "0 CONNECTING", "2 CLOSED"]);
});
