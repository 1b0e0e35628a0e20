// The desktop app as it was built: in Electron where there is one, else on a stand-in for Electron.
import { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { expect, test } from "./desktop.ts";

/** All that the page gets of the app. */
const BRIDGE = ["hostUrl", "ownerToken", "events", "show", "setUnread", "setMenu", "preferences", "relay"];

test("opens one window with its page, without anything of Node's, and quits", async ({ launch }) => {
  const { app, page } = await launch();
  await expect
    .poll(() => app.windows())
    .toEqual([{ url: "app://pushpull/", visible: true, minimized: false }]);
  const given = await page.evaluate(() => ({
    isSecure: isSecureContext,
    ofNode: ["require", "process", "module", "global"].filter((name) => name in window),
    bridge: Object.keys(window.pushpull ?? {}),
    isFrozen: Object.isFrozen(window.pushpull),
  }));
  expect(given).toEqual({ isSecure: true, ofNode: [], bridge: BRIDGE, isFrozen: true });
  expect(await app.quit()).toBe(0);
});

test("makes whoever sits at it the owner of its host", async ({ launch }) => {
  const { page, join, hostUrl } = await launch();
  await join("Ada");
  await page.getByRole("button", { name: "Actions for #lobby" }).click();
  await expect(page.getByRole("button", { name: /passcode/i })).toBeVisible();
  const other = new Session({ url: await hostUrl(), name: "Bert" });
  try {
    other.connect();
    await expect.poll(() => other.state).toBe("connected");
    expect(other.standing.owner).toBe(false);
  } finally {
    await other.close();
  }
});

test("carries a message to somebody else on its host, and one back", async ({ launch }) => {
  const { message, join, say, hostUrl } = await launch();
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

test("its host lets in the app's own origin, and no other site's", async ({ launch }) => {
  const { hostUrl } = await launch();
  const url = `${await hostUrl()}/api/host`;
  const own = await fetch(url, { headers: { origin: "app://pushpull" } });
  expect(own.headers.get("access-control-allow-origin")).toBe("app://pushpull");
  const foreign = await fetch(url, { headers: { origin: "https://example.com" } });
  expect(foreign.status).toBe(403);
});

test("is one instance: a second start brings the window to the front", async ({ launch }) => {
  const { app } = await launch();
  await app.minimize();
  await expect.poll(() => app.windows()).toMatchObject([{ minimized: true }]);
  expect(await app.startAgain()).toBe(0);
  await expect.poll(() => app.windows()).toMatchObject([{ minimized: false, visible: true }]);
});

test("stays where it is and opens no windows", async ({ launch }) => {
  const { app, page, message, join, say, hostUrl } = await launch();
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

test("refuses calls that are not its own page's, or not well-formed", async ({ launch }) => {
  const { app, page, hostUrl } = await launch();
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
  const token = await page.evaluate(() => window.pushpull?.ownerToken?.());
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await attacker.callFrom(own, "owner-token")).toEqual({ token });
  const action = { name: "jump", label: "Jump" };
  const bad: [channel: string, ...args: unknown[]][] = [
    ["owner-token", 1],
    ["events"],
    ["events", -1],
    ["events", "0"],
    ["events", 0, 0],
    ["show", 1],
    ["unread", -1],
    ["unread", 1.5],
    ["unread", 1e12],
    ["unread", "1"],
    ["menu"],
    ["menu", { language: "fr", actions: [] }],
    ["menu", { language: "en", actions: [{ ...action, name: "../jump" }] }],
    ["menu", { language: "en", actions: [{ ...action, label: "x".repeat(81) }] }],
    ["menu", { language: "en", actions: [{ ...action, keys: "CmdOrCtrl+Volume" }] }],
    ["menu", { language: "en", actions: [{ ...action, role: "quit" }] }],
    ["menu", { language: "en", actions: Array.from({ length: 41 }, () => action) }],
    ["preferences"],
    ["preferences", { keepRunning: "yes" }],
    ["preferences", { startAtLogin: "/bin/sh" }],
    ["preferences", { command: "/bin/sh" }],
    ["relay"],
    ["relay", "192.168.1.20:4460"],
    ["relay", { host: "192.168.1.20" }],
    ["relay", { host: "", port: 4460 }],
    ["relay", { host: "a".repeat(254), port: 4460 }],
    ["relay", { host: "192.168.1.20/", port: 4460 }],
    ["relay", { host: "ada@192.168.1.20", port: 4460 }],
    ["relay", { host: "-a", port: 4460 }],
    ["relay", { host: "192.168.1.20\n", port: 4460 }],
    ["relay", { host: "192.168.1.20", port: 0 }],
    ["relay", { host: "192.168.1.20", port: 65_536 }],
    ["relay", { host: "192.168.1.20", port: "4460" }],
    ["relay", { host: "192.168.1.20", port: 4460, local: 80 }],
    ["preferences", JSON.parse('{"__proto__": {"keepRunning": true}, "x": 1}')],
  ];
  for (const [channel, ...args] of bad) {
    await expect(attacker.callFrom(own, channel, ...args)).rejects.toThrow(`Bad call of ${channel}`);
    await expect(attacker.callFrom("https://example.com/", channel, ...args)).rejects.toThrow("own page");
  }
  await expect(attacker.callFrom(own, "host-eval", "1")).rejects.toThrow("No handler registered");
});

test("lets nobody hold it up with calls", async ({ launch }) => {
  const { app, join } = await launch();
  const { attacker } = app;
  test.skip(attacker === null, "Electron lets no test play a page that has been taken over.");
  if (attacker === null) return;
  const calls = Array.from({ length: 400 }, () => attacker.callFrom("app://pushpull/", "host-url"));
  const settled = await Promise.allSettled(calls);
  const refused = settled.filter((one) => one.status === "rejected");
  expect(refused.length).toBeGreaterThan(100);
  expect(String(refused[0]?.reason)).toContain("Too many calls");
  await join("Ada");
});

test("loads its page again when that crashes", async ({ launch }) => {
  const { app } = await launch();
  await app.crashPage("Your name");
  expect(await app.windows()).toMatchObject([{ url: "app://pushpull/" }]);
});

test("tells who is connected when it quits", async ({ launch }) => {
  const { app, hostUrl } = await launch();
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

test("brings its host back after a crash, and loses nothing", async ({ launch }) => {
  const { app, page, message, join, say, hostUrl } = await launch();
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
