// npm run screenshots: starts hosts, lets a few people talk in them through real sessions, and takes the pictures of
// docs/screenshots from a browser that is in the room. The figures in them are measured while it runs (4 minutes).
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { dist, root } from "./staleness.mjs";

const PICTURES = join(root, "docs/screenshots");
const DESKTOP = { width: 1280, height: 800 };
const SMALL = { width: 900, height: 600 };
const PHONE = { width: 390, height: 844 };

/** Time between two lines of the talk, in ms. */
const PACE = 6_000;

/** Instead of those of the computer that takes the pictures. */
const ADDRESSES = [
  { url: "http://192.168.1.24:4460", kind: "lan", network: "eth0" },
  { url: "http://10.8.0.6:4460", kind: "vpn", network: "wg0" },
];

/** By these the host knows the people; they have different colours. Mine, and the others' in order of appearance. */
const MY_TOKEN = "person-in-the-picture-19";
const TOKENS = ["person-in-the-picture-2", "person-in-the-picture-11", "person-in-the-picture-4"];

/** Who says what. `asked` arrives by short polling, `pushed` by SSE. */
const ENGLISH = {
  language: "en",
  host: "Maple Lab",
  me: "Ada Okafor",
  room: "networks-101",
  otherRooms: ["homework", "off-topic", "project-kites"],
  elsewhere: ["homework", ["Questions 3 and 4 are for Monday.", "Measure, do not guess."]],
  asked: [
    ["Théo Laurent", "Quick check before we start: is everybody on short polling?"],
    ["Mina Park", "Yes. Most of what my laptop asks comes back empty."],
    ["Lin Wei", "Same here: 60 requests a minute, and nobody had said anything."],
    ["Théo Laurent", "Look at the figure beside each message. It waits until you ask for it."],
    ["Mina Park", "So half the interval on average, and all of it if one is unlucky?"],
    ["Lin Wei", "I set mine to 0.2 s. Quicker, and five times the requests."],
  ],
  pushed: [
    ["Théo Laurent", "Now switch to SSE while we talk. Does anything feel different?"],
    ["Mina Park", "Messages just appear. Before, they came in little clumps."],
    ["Mina Park", "And the requests went down to almost none."],
    ["Lin Wei", "Did anything get lost on the way? I count all of them."],
    ["Théo Laurent", "Nothing. The session stays; only the road changes."],
    ["Lin Wei", "https://html.spec.whatwg.org/multipage/server-sent-events.html"],
  ],
  mine: "One response stays open, and the host writes into it.",
};

const CHINESE = {
  language: "zh",
  host: "枫树实验室",
  me: "李安达",
  room: "网络基础",
  otherRooms: ["作业", "闲聊", "风筝项目"],
  elsewhere: ["作业", ["第 3、4 题周一交。", "要测量，不要猜。"]],
  asked: [
    ["周子默", "开始前确认一下：大家都在用短轮询吗？"],
    ["朴敏娜", "是的。我的电脑发出的请求，大多数空手而归。"],
    ["林薇", "我也是：每分钟 60 个请求，可是没人说话。"],
    ["周子默", "看每条消息旁边的数字：它要等到你来问。"],
    ["朴敏娜", "所以平均要等间隔的一半，运气不好就等满？"],
    ["林薇", "我改成了 0.2 秒。更快，请求也多了五倍。"],
  ],
  pushed: [
    ["周子默", "现在边聊边切换到 SSE。感觉有什么不同吗？"],
    ["朴敏娜", "消息一下就到了。之前总是几条一起来。"],
    ["朴敏娜", "请求数也降到几乎没有了。"],
    ["林薇", "路上没有丢吧？我数着都在。"],
    ["周子默", "没有。会话不断，只是换了条路。"],
    ["林薇", "https://html.spec.whatwg.org/multipage/server-sent-events.html"],
  ],
  mine: "一个响应一直开着，主机直接往里面写。",
};

/** The parts of the app that are TypeScript, as one module that Node can load. */
async function loadParts(folder) {
  const outfile = join(folder, "parts.mjs");
  const contents = `
    export { startHost } from "./server/host.ts";
    export { openDesks } from "./lab/desks.ts";
    export { forkRaceHost } from "./lab/race/fork-race-host.ts";
    export { pino } from "pino";
    export { Session } from "./client/session.ts";
    export { launchChromium } from "./testing/chromium.ts";`;
  await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    logLevel: "warning",
  });
  return import(pathToFileURL(outfile).href);
}

/** Somebody on the host, once connected. */
async function enter({ Session }, url, name, token) {
  const session = new Session({ url, name, token });
  const connected = new Promise((resolve) => {
    session.on("state", (state) => state === "connected" && resolve());
  });
  session.connect();
  await connected;
  return session;
}

/** A host with its rooms and people. */
async function openScene(parts, script, folder) {
  const dataDir = mkdtempSync(join(folder, "host-"));
  const log = parts.pino({ level: "warn" });
  const openHost = () => parts.forkRaceHost(join(dist, "cli/race-host.mjs"));
  const host = await parts.startHost({
    host: "127.0.0.1",
    port: 0,
    dataDir,
    name: script.host,
    rendererDir: join(folder, "renderer"),
    extend: parts.openDesks({ dataDir, openHost, log }),
    log,
  });
  const names = [...new Set(script.asked.map(([name]) => name))];
  const people = new Map();
  for (const [i, name] of names.entries()) people.set(name, await enter(parts, host.url, name, TOKENS[i]));
  const [first] = people.values();
  for (const room of [script.room, ...script.otherRooms]) await first.createRoom(room);
  for (const person of people.values()) await person.join(script.room);
  return {
    url: host.url,
    id: host.info.id,
    ownerUrl: `${host.url}/#owner=${host.ownerToken}`,
    first,
    async say(lines) {
      for (const [name, text] of lines) {
        people.get(name).send(script.room, text);
        await pause(PACE + Math.random() * 1_000);
      }
    },
    typing: (name) => people.get(name).setTyping(script.room, true),
    async close() {
      await Promise.all([...people.values()].map((person) => person.close()));
      await host.close();
    },
  };
}

/** A page in which that person is in the room, by short polling. Theme and size can be changed. */
async function openPage(browser, scene, script) {
  const context = await browser.newContext({ viewport: DESKTOP, deviceScaleFactor: 2, colorScheme: "light" });
  const page = await context.newPage();
  const settings = {
    name: script.me,
    language: script.language,
    transport: "short-polling",
    tokens: { [scene.id]: MY_TOKEN },
  };
  await page.goto(scene.url);
  await page.evaluate((value) => localStorage.setItem("pushpull.settings", value), JSON.stringify(settings));
  await page.reload();
  await page.locator(".start-hosts .button.primary").waitFor();
  return page;
}

async function take(page, name) {
  await pause(500); // layout and figures settle
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: "disabled" });
  console.log(`docs/screenshots/${name}.png`);
}

/** From the start screen into the room, and through the talk until SSE has been measured for a while. */
async function talk(page, scene, script) {
  await page.locator(".start-hosts .button.primary").click();
  await page.getByRole("button", { name: script.room }).click();
  await page.getByRole("textbox").waitFor();
  await showWire(page); // from now on it is recorded
  await page.keyboard.press("Escape");
  const [room, lines] = script.elsewhere;
  await scene.first.join(room);
  for (const line of lines) scene.first.send(room, line);
  await scene.say(script.asked);
  await page.getByRole("radio", { name: /^SSE/ }).click();
  await page.locator(".strip-transport", { hasText: "SSE" }).waitFor();
  await scene.say(script.pushed);
  await page.getByRole("textbox").fill(script.mine);
  await page.keyboard.press("Enter");
  await pause(PACE);
  scene.typing(script.asked[0][0]);
}

async function showWire(page) {
  await page.keyboard.press("Alt+w");
  await page.locator(".wire-screen").waitFor();
}

async function english(parts, browser, folder) {
  const scene = await openScene(parts, ENGLISH, folder);
  const page = await openPage(browser, scene, ENGLISH);
  await page.setViewportSize(SMALL);
  await take(page, "start");
  await page.setViewportSize(DESKTOP);
  await talk(page, scene, ENGLISH);
  await take(page, "chat-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await take(page, "chat-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByText(ENGLISH.pushed[4][1]).hover();
  await page.locator("[data-way]").click();
  await page.locator(".wire-details").waitFor();
  await take(page, "wire-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await take(page, "wire-dark");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(PHONE);
  await take(page, "phone");
  await page.setViewportSize(SMALL);
  await page.keyboard.press("Control+Comma");
  await page.getByRole("dialog").waitFor();
  await take(page, "settings");
  await page.keyboard.press("Escape");
  await page.setViewportSize(DESKTOP);
  await page.route("**/api/addresses", (route) => route.fulfill({ json: { addresses: ADDRESSES } }));
  await page.getByRole("button", { name: "Invite others" }).click();
  await page.getByRole("dialog").locator("svg, canvas, img").first().waitFor();
  await take(page, "invite");
  await scene.close();
}

async function chinese(parts, browser, folder) {
  const scene = await openScene(parts, CHINESE, folder);
  const page = await openPage(browser, scene, CHINESE);
  await talk(page, scene, CHINESE);
  await take(page, "chat-zh");
  await scene.close();
}

/** What the host's owner decides. */
async function access(parts, browser, folder) {
  const scene = await openScene(parts, ENGLISH, folder);
  const page = await openPage(browser, scene, ENGLISH);
  await page.goto(scene.ownerUrl);
  await page.setViewportSize(SMALL);
  await page.locator(".start-hosts .button.primary").click();
  await page.getByText("owner · you").waitFor();
  await page.keyboard.press("Alt+p");
  await page.locator(".people-known").waitFor();
  await page.getByRole("button", { name: "Suggest one" }).click();
  await take(page, "people");
  await scene.close();
}

/** A race of all six, when nothing else runs. */
async function race(parts, browser, folder) {
  const scene = await openScene(parts, ENGLISH, folder);
  const page = await openPage(browser, scene, ENGLISH);
  await page.locator(".start-hosts .button.primary").click();
  await page.getByRole("textbox").waitFor();
  await page.keyboard.press("Alt+r");
  await page.getByRole("button", { name: "Race all six, 10 s each" }).click();
  await page.locator("[data-state=finished]").waitFor({ timeout: 180_000 });
  await take(page, "race-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await take(page, "race-dark");
  await scene.close();
}

execFileSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"], { stdio: "inherit" });
if (process.platform === "linux") process.env.FONTCONFIG_PATH ??= "/etc/fonts"; // the packaged browser has no Chinese fonts
mkdirSync(PICTURES, { recursive: true });
// Inside the project, so that what is not bundled is found in its node_modules.
const folder = mkdtempSync(join(root, "node_modules", ".screenshots-"));
try {
  cpSync(join(dist, "renderer"), join(folder, "renderer"), { recursive: true }); // a build meanwhile changes nothing
  const parts = await loadParts(folder);
  const browser = await parts.launchChromium();
  await Promise.all([english(parts, browser, folder), chinese(parts, browser, folder)]);
  await access(parts, browser, folder);
  await race(parts, browser, folder);
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
