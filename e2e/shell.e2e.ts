// The desktop app as it was built: in Electron where there is one, else on a stand-in for Electron.
import { execFileSync } from "node:child_process";
import { expect as expectSoon, type Page, test } from "@playwright/test";
import { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { type DesktopApp, launchDesktopApp } from "../testing/desktop-app/launch.ts";

/** A busy machine is slow. */
const expect = expectSoon.configure({ timeout: 30_000 });

let app: DesktopApp;
let page: Page;

test.beforeAll(() => {
  execFileSync(process.execPath, ["scripts/build.mjs", "--if-stale"], { stdio: "inherit" });
});
test.beforeEach(async () => {
  app = await launchDesktopApp();
  page = await app.page();
  await expect(page.getByLabel("Your name")).toBeVisible();
  test.info().annotations.push({ type: "runs on", description: app.runsOn });
});
test.afterEach(() => app?.dispose());
test.afterAll(() => console.log(`The desktop app ran on ${app.runsOn}.`));

/** Goes through the start screen into the lobby of the app's own host. */
async function join(name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(composer()).toBeVisible();
}

const composer = () => page.getByRole("textbox", { name: `Message #${LOBBY}` });
const message = (text: string) => page.getByRole("article").filter({ hasText: text });

async function say(text: string): Promise<void> {
  await composer().fill(text);
  await composer().press("Enter");
}

async function hostUrl(): Promise<string> {
  const url = await page.evaluate(() => window.pushpull?.hostUrl());
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  return url ?? "";
}

test("opens one window with its page, without anything of Node's, and quits", async () => {
  await expect
    .poll(() => app.windows())
    .toEqual([{ url: "app://pushpull/", visible: true, minimized: false }]);
  const given = await page.evaluate(() => ({
    isSecure: isSecureContext,
    ofNode: ["require", "process", "module", "global"].filter((name) => name in window),
    bridge: Object.keys(window.pushpull ?? {}),
    isFrozen: Object.isFrozen(window.pushpull),
  }));
  expect(given).toEqual({ isSecure: true, ofNode: [], bridge: ["hostUrl"], isFrozen: true });
  expect(await app.quit()).toBe(0);
});

test("carries a message to somebody else on its host, and one back", async () => {
  await join("Ada");
  const other = new Session({ url: await hostUrl(), name: "Bert" });
  try {
    const heard: string[] = [];
    other.on("message", ({ message: { text, sender } }) => heard.push(`${sender.name}: ${text}`));
    other.connect();
    await expect.poll(() => other.state).toBe("connected");
    expect(await other.join(LOBBY)).toMatchObject({ ok: true });

    await say("Hello from the window");
    await expect.poll(() => heard).toEqual(["Ada: Hello from the window"]);
    other.send(LOBBY, "Hello to the window");
    await expect(message("Hello to the window")).toBeVisible();
  } finally {
    await other.close();
  }
});

test("its host lets in the app's own origin, and no other site's", async () => {
  const url = `${await hostUrl()}/api/host`;
  const own = await fetch(url, { headers: { origin: "app://pushpull" } });
  expect(own.headers.get("access-control-allow-origin")).toBe("app://pushpull");
  const foreign = await fetch(url, { headers: { origin: "https://example.com" } });
  expect(foreign.status).toBe(403);
});

test("is one instance: a second start brings the window to the front", async () => {
  await app.minimize();
  await expect.poll(() => app.windows()).toMatchObject([{ minimized: true }]);
  expect(await app.startAgain()).toBe(0);
  await expect.poll(() => app.windows()).toMatchObject([{ minimized: false, visible: true }]);
});

test("stays where it is and opens no windows", async () => {
  await join("Ada");
  const before = await app.windows();
  for (const url of ["https://example.com/opened", "file:///etc/passwd", "app://pushpull/"]) {
    await page.evaluate((url) => void window.open(url), url);
  }
  await say("See https://example.com/linked");
  await page.getByRole("link", { name: "https://example.com/linked" }).click();
  await expect
    .poll(() => app.openedOutside())
    .toEqual(["https://example.com/opened", "https://example.com/linked"]);

  for (const url of ["https://example.com/gone", await hostUrl(), "/assets/nothing.html"]) {
    await page.evaluate((url) => {
      location.href = url;
    }, url);
  }
  await say("Still here");
  await expect(message("Still here")).toBeVisible();
  expect(await app.windows()).toEqual(before);
});

test("refuses calls that are not its own page's, or not well-formed", async () => {
  const { attacker } = app;
  test.skip(attacker === null, "Electron lets no test play a page that has been taken over.");
  if (attacker === null) return;
  const own = "app://pushpull/";
  expect(await attacker.callFrom(own, "host-url")).toEqual({ url: await hostUrl() });
  for (const url of ["https://example.com/", "app://pushpull.example.com/", await hostUrl(), "about:blank"]) {
    await expect(attacker.callFrom(url, "host-url")).rejects.toThrow("Only the app's own page may ask.");
  }
  for (const args of [["not a url"], [1], [{ toString: "x" }], [null], ["http://127.0.0.1:1", "more"]]) {
    await expect(attacker.callFrom(own, "host-url", ...args)).rejects.toThrow("Bad call of host-url");
  }
  await expect(attacker.callFrom(own, "host-eval", "1")).rejects.toThrow("No handler registered");
});

test("loads its page again when that crashes", async () => {
  expect(await app.crashPage()).toContain("Your name");
  expect(await app.windows()).toMatchObject([{ url: "app://pushpull/" }]);
});

test("tells who is connected when it quits", async () => {
  const other = new Session({ url: await hostUrl(), name: "Bert" });
  try {
    other.connect();
    await expect.poll(() => other.state).toBe("connected");
    const reasons: (string | undefined)[] = [];
    other.on("state", (_state, _sentence, code) => reasons.push(code));
    expect(await app.quit()).toBe(0);
    await expect.poll(() => reasons).toContain("closed-by-host");
  } finally {
    await other.close();
  }
});

test("brings its host back after a crash, and loses nothing", async () => {
  await join("Ada");
  const url = await hostUrl();
  const texts = Array.from({ length: 30 }, (_, index) => `Number ${index} of thirty`);
  for (const [index, text] of texts.entries()) {
    await say(text);
    if (index === 10 || index === 20) await app.crashHost();
  }
  await expect(message("Number 29 of thirty")).toBeVisible();
  await expect(page.getByText("Sending")).toHaveCount(0);

  const other = new Session({ url, name: "Bert" });
  try {
    const stored: string[] = [];
    other.on("message", ({ message: { text } }) => stored.push(text));
    other.connect();
    await expect.poll(() => other.state).toBe("connected");
    await other.join(LOBBY, { after: 0 });
    await expect.poll(() => stored).toEqual(texts);
  } finally {
    await other.close();
  }
  expect(await hostUrl()).toBe(url);
});
