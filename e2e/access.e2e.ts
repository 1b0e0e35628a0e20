import { expect, type Page } from "@playwright/test";
import { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { composer, message, say, type TestHost, test as withHost } from "./app.ts";
import { expectAccessible } from "./axe.ts";

/** Who may come in, and what the host's owner can do: on the host as it is shipped, in real browsers. */

const PASSCODE = "kite-lamp";

interface Fixtures {
  /** The host's owner in a browser of their own, who came by the link. */
  owner: Page;
}

const test = withHost.extend<Fixtures>({
  owner: async ({ open, host }, use) => {
    const page = await open();
    await page.goto(host.ownerUrl);
    await enter(page, "Grace");
    await expect(page.locator(".people").getByText("owner · you")).toBeVisible();
    await use(page);
  },
});

async function enter(page: Page, name: string): Promise<void> {
  await expect(page.getByText("Maple Lab")).toBeVisible(); // the host was found
  await page.getByLabel("Your name").fill(name);
  await page.keyboard.press("Enter");
}

const door = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const passcode = (page: Page) => page.getByLabel("Passcode", { exact: true });
const notice = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

/** The menu of what an owner can do about somebody in the room on screen. */
async function choose(owner: Page, name: string, choice: string): Promise<void> {
  await owner
    .locator(".people")
    .getByRole("button", { name: `Actions for ${name}` })
    .click();
  await owner
    .getByRole("dialog", { name: `Actions for ${name}` })
    .getByRole("button", { name: choice })
    .click();
}

async function setHostPasscode(owner: Page, to: string): Promise<void> {
  await owner.keyboard.press("Alt+p");
  const dialog = owner.getByRole("dialog", { name: "People and access" });
  await dialog.getByLabel("New passcode").fill(to);
  await dialog.getByRole("button", { name: /^(Set|Change) the passcode$/ }).click();
  await expect(notice(owner, "The passcode is set.")).toBeVisible();
  await owner.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** Somebody without a screen who owns the host. */
async function asOwner(host: TestHost): Promise<Session> {
  const session = new Session({ url: host.url, name: "Grace" });
  session.connect(new URL(host.ownerUrl).hash.slice("#owner=".length));
  expect(await session.join(LOBBY)).toMatchObject({ ok: true });
  return session;
}

test("the owner's link makes its page the owner's, is gone from the address, and is not needed again", async ({
  owner,
  enter: come,
}) => {
  await expect(owner.locator(".people").getByText("owner · you")).toBeVisible();
  expect(new URL(owner.url()).hash).toBe("");
  expect(
    await owner.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
  ).not.toContain("owner=");
  await owner.reload();
  await expect(owner.locator(".people").getByText("owner · you")).toBeVisible();

  const ada = await come("Ada");
  await expect(ada.locator(".people").getByText("Grace")).toBeVisible();
  await expect(ada.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  await ada.locator(".host-head").getByRole("button", { name: "Actions" }).click();
  await expect(ada.getByRole("button", { name: "Leave this host" })).toBeVisible();
  await expect(ada.getByRole("button", { name: "People and access" })).toHaveCount(0);
  await ada.keyboard.press("Escape");
  await ada.keyboard.press("Alt+p");
  await expect(ada.getByRole("dialog")).toHaveCount(0);
});

test("a host with a passcode lets in whoever knows it, and asks each device once", async ({
  owner,
  open,
}) => {
  await setHostPasscode(owner, PASSCODE);
  const ada = await open();
  await enter(ada, "Ada");
  await expect(door(ada, "Maple Lab asks for a passcode")).toBeVisible();
  await expect(passcode(ada)).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("alert")).toHaveText("Type the passcode.");
  await ada.keyboard.type("not-it");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("alert")).toContainText("That is not the passcode.");
  await ada.keyboard.press("Escape"); // there is nothing behind it to go to
  await expect(passcode(ada)).toBeFocused();
  await ada.keyboard.type(PASSCODE);
  await ada.getByRole("button", { name: "Show", exact: true }).click();
  await expect(passcode(ada)).toHaveAttribute("type", "text");
  await passcode(ada).press("Enter");
  await say(ada, "here I am");
  await expect(message(owner, "here I am")).toBeVisible();
  expect(
    await ada.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
  ).not.toContain(PASSCODE);
  await ada.reload();
  await expect(message(ada, "here I am")).toBeVisible();
  await expect(ada.getByRole("dialog")).toHaveCount(0);
});

test("a wrong passcode too many holds back until the host looks at one again", async ({ owner, open }) => {
  await setHostPasscode(owner, PASSCODE);
  const ada = await open();
  await enter(ada, "Ada");
  const tooMany = ada.getByText(/^Too many wrong passcodes came from here\. Try again in \d+ seconds?\.$/);
  // One more is looked at every 15 s: on a busy machine, it takes more than the first five.
  for (let i = 0; i < 15 && !(await tooMany.isVisible()); i++) {
    await passcode(ada).fill(`wrong ${i}`);
    await passcode(ada).press("Enter");
    await expect(ada.getByRole("button", { name: "Entering…" })).toBeHidden();
  }
  await expect(tooMany).toBeVisible();
  await expect(ada.getByRole("button", { name: "Enter" })).toBeDisabled();
  await ada.getByRole("button", { name: "Back to start" }).click();
  await expect(ada.getByLabel("Your name")).toBeVisible();
});

test("a passcode that changes in the middle of a chat loses nothing", async ({ host, enter: come }) => {
  const grace = await asOwner(host);
  const ada = await come("Ada");
  await say(ada, "before");
  await expect(message(ada, "before")).toBeVisible();
  expect(await grace.owner.setHostPasscode(PASSCODE)).toMatchObject({ ok: true });
  await host.stop();
  await say(ada, "meanwhile");
  await composer(ada).fill("half a thou");
  await host.start();
  await expect(door(ada, "Maple Lab asks for a passcode")).toBeVisible();
  await expect(ada.getByText("What you wrote is kept, and sent when you are in.")).toBeVisible();
  await passcode(ada).fill(PASSCODE);
  await passcode(ada).press("Enter");
  await expect(ada.getByRole("dialog")).toHaveCount(0);
  await expect(message(ada, "meanwhile")).toHaveCount(1);
  await expect(composer(ada)).toHaveValue("half a thou");
  await expect.poll(() => grace.rooms[0]?.head).toBe(2);
  await grace.close();
});

test("a room with a passcode asks in its own place", async ({ owner, enter: come }) => {
  await owner.getByRole("button", { name: "New room" }).click();
  await owner.getByLabel("Name of the room").fill("staff");
  await owner.getByLabel("Passcode (optional)").fill("abc");
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("alert")).toHaveText("A passcode has 4 to 128 characters.");
  await owner.getByLabel("Passcode (optional)").fill(PASSCODE);
  await owner.keyboard.press("Enter");
  await say(owner, "among us");

  const ada = await come("Ada");
  await ada.getByRole("button", { name: "staff asks for a passcode" }).click();
  await expect(ada.getByText("#staff asks for a passcode")).toBeVisible();
  await expect(composer(ada)).toHaveCount(0);
  await passcode(ada).fill("not-it");
  await passcode(ada).press("Enter");
  await expect(ada.getByRole("alert")).toContainText("That is not the passcode.");
  await passcode(ada).fill(PASSCODE);
  await passcode(ada).press("Enter");
  await expect(message(ada, "among us")).toBeVisible();
  await ada.reload();
  await expect(message(ada, "among us")).toBeVisible();

  // Another passcode asks her anew at her next connection, and what she wrote is sent then.
  await owner.getByRole("button", { name: "Actions for #staff" }).click();
  await owner.getByRole("button", { name: "Passcode of the room…" }).click();
  await owner.getByRole("button", { name: "Suggest one" }).click();
  const suggested = await owner.getByLabel("New passcode").inputValue();
  expect(suggested).toMatch(/^[a-z]{4}-[a-z]{4}$/);
  await owner.getByRole("button", { name: "Change the passcode" }).click();
  await expect(notice(owner, "The passcode is set.")).toBeVisible();
  const dialog = owner.getByRole("dialog", { name: "Passcode of #staff" });
  await expect(dialog.getByText(suggested)).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
  await ada.reload();
  await expect(passcode(ada)).toBeVisible();
  await passcode(ada).fill(suggested);
  await passcode(ada).press("Enter");
  await say(ada, "still here");
  await expect(message(owner, "still here")).toBeVisible();
});

test("a passcode that was suggested and set can be read and copied until the page is closed", async ({
  owner,
  open,
}) => {
  await owner.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await owner.keyboard.press("Alt+p");
  const dialog = owner.getByRole("dialog", { name: "People and access" });
  await dialog.getByRole("button", { name: "Suggest one" }).click();
  const suggested = await dialog.getByLabel("New passcode").inputValue();
  await dialog.getByRole("button", { name: "Set the passcode" }).click();
  await expect(dialog.getByText(suggested)).toBeVisible();
  await expect(dialog.getByText("Newcomers are asked for a passcode.")).toBeVisible();
  await expect(dialog.getByLabel("New passcode")).toHaveValue("");
  await expect(dialog.getByRole("button", { name: "Copy" })).toBeFocused();
  await expect(dialog.getByRole("button", { name: "Copy" })).toHaveAccessibleDescription(
    new RegExp(`${suggested}$`),
  );
  await owner.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  const ada = await open();
  await expect(ada.locator(".start-host").getByText("asks for a passcode")).toBeVisible();
  await enter(ada, "Ada");
  await passcode(ada).fill(await owner.evaluate(() => navigator.clipboard.readText()));
  await passcode(ada).press("Enter");
  await say(ada, "here I am");
  await expect(message(owner, "here I am")).toBeAttached();

  await dialog.getByRole("button", { name: "Remove it" }).click();
  await expect(dialog.getByText("Anybody on this network can come in.")).toBeVisible();
  await expect(dialog.getByText(suggested)).toBeHidden();
  await expect(dialog.getByLabel("New passcode")).toBeFocused();
});

test("a room's door is gone with its passcode, and with its room", async ({ host, enter: come }) => {
  const grace = await asOwner(host);
  for (const room of ["staff", "den"]) {
    expect(await grace.createRoom(room, PASSCODE)).toMatchObject({ ok: true });
    expect(await grace.join(room)).toMatchObject({ ok: true });
  }
  grace.send("staff", "among us");
  const ada = await come("Ada");
  await ada.getByRole("button", { name: "den asks for a passcode" }).click();
  await expect(ada.getByText("#den asks for a passcode")).toBeVisible();
  await ada.getByRole("button", { name: "staff asks for a passcode" }).click();
  await expect(ada.getByText("#staff asks for a passcode")).toBeVisible();
  expect(await grace.owner.setRoomPasscode("staff", null)).toMatchObject({ ok: true });
  await expect(message(ada, "among us")).toBeVisible();
  await say(ada, "so am I");
  await expect(message(ada, "so am I")).toBeVisible();

  // What is opened again without a passcode is entered without one.
  expect(await grace.owner.closeRoom("den", true)).toMatchObject({ ok: true });
  await expect(ada.getByRole("button", { name: "den" })).toHaveCount(0);
  expect(await grace.owner.closeRoom("den", false)).toMatchObject({ ok: true });
  expect(await grace.owner.setRoomPasscode("den", null)).toMatchObject({ ok: true });
  await ada.getByRole("button", { name: "den", exact: true }).click();
  await say(ada, "in here, too");
  await expect(message(ada, "in here, too")).toBeVisible();
  await grace.close();
});

test("somebody else's name is refused, and another one is offered", async ({ enter: come, open }) => {
  const ada = await come("Ada");
  const other = await open();
  await enter(other, "ada");
  await expect(door(other, "Somebody else is called ada here")).toBeVisible();
  await expect(other.getByLabel("Your name")).toHaveValue("ada 2");
  await other.getByLabel("Your name").fill("ADA");
  await other.keyboard.press("Enter");
  await expect(other.getByRole("alert")).toContainText("Somebody else here has that name.");
  // It is about the name that one came with, which stays one's name until the host has taken another.
  await expect(door(other, "Somebody else is called ada here")).toBeVisible();
  const settled = () => other.evaluate(() => JSON.parse(localStorage["pushpull.settings"]).name);
  expect(await settled()).toBe("ada");
  await other.getByLabel("Your name").fill("Ada Two");
  await other.keyboard.press("Enter");
  await expect(ada.locator(".people").getByText("Ada Two")).toBeVisible();
  await expect.poll(settled).toBe("Ada Two");
});

test("the owner renames, mutes, kicks and bans, and takes it back", async ({ owner, enter: come }) => {
  const ada = await come("Ada");
  await choose(owner, "Ada", "Rename…");
  await owner.getByLabel("New name").fill("Ada L.");
  await owner.keyboard.press("Enter");
  await expect(ada.locator(".me").getByText("Ada L.")).toBeVisible();
  await ada.keyboard.press("Control+,");
  await ada.getByRole("button", { name: "You", exact: true }).click();
  await expect(ada.getByLabel("Your name")).toHaveValue("Ada L.");
  await ada.keyboard.press("Escape");

  await choose(owner, "Ada L.", "Mute");
  await expect(ada.getByText("has muted you")).toBeVisible();
  await expect(ada.locator(".people").getByText("muted · you")).toBeVisible();
  await expect(composer(ada)).not.toBeEditable();
  await notice(owner, "Ada L. is muted.").locator("..").getByRole("button", { name: "Unmute" }).click();
  await say(ada, "thank you");
  await expect(message(owner, "thank you")).toBeVisible();

  await choose(owner, "Ada L.", "Kick…");
  await owner.getByRole("button", { name: "Kick", exact: true }).click();
  await expect(door(ada, "Your connection was ended")).toBeVisible();
  await ada.getByRole("button", { name: "Try again" }).click();
  await expect(ada.getByRole("dialog")).toHaveCount(0);
  await expect(owner.locator(".people").getByText("Ada L.")).toBeVisible();

  await choose(owner, "Ada L.", "Ban…");
  await owner.getByRole("button", { name: "Ban", exact: true }).click();
  await expect(door(ada, "Maple Lab does not let you in")).toBeVisible();
  await ada.reload();
  await expect(door(ada, "Maple Lab does not let you in")).toBeVisible();
  await owner.keyboard.press("Alt+p");
  const people = owner.getByRole("dialog", { name: "People and access" });
  await expect(people.getByText(/^seen .* · banned$/)).toBeVisible();
  await people.getByRole("button", { name: "Actions for Ada L." }).click();
  await owner.getByRole("button", { name: "Unban" }).last().click();
  await expect(people.getByText(/^seen [^·]*$/)).toBeVisible();
  await ada.reload();
  await say(ada, "back");
  await expect(message(ada, "back")).toBeVisible();
});

test("a composer shows the focus, and only a muted one looks closed", async ({ owner, enter: come }) => {
  const ada = await come("Ada");
  const look = () =>
    ada.locator(".composer").evaluate((element) => {
      const { borderColor, backgroundColor } = getComputedStyle(element);
      return { borderColor, backgroundColor };
    });
  await composer(ada).focus();
  const focused = await look();
  await composer(ada).blur();
  const free = await look();
  expect(focused.borderColor).not.toBe(free.borderColor);
  expect(focused.backgroundColor).toBe(free.backgroundColor);
  await choose(owner, "Ada", "Mute");
  await expect(composer(ada)).not.toBeEditable();
  expect((await look()).backgroundColor).not.toBe(free.backgroundColor);
});

test("what is open of a host is closed when it is left", async ({ owner, enter: come }) => {
  const ada = await come("Ada");
  await ada.keyboard.press("Control+,");
  await expect(ada.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await choose(owner, "Ada", "Kick…");
  await owner.getByRole("button", { name: "Kick", exact: true }).click();
  await ada.getByRole("button", { name: "Back to start" }).click();
  await ada.getByRole("button", { name: "Join", exact: true }).click();
  await expect(composer(ada)).toBeFocused();
  await expect(ada.getByRole("dialog")).toHaveCount(0);

  // A way back is the left host's own.
  await choose(owner, "Ada", "Mute");
  await expect(notice(owner, "Ada is muted.")).toBeVisible();
  await owner.locator(".host-head").getByRole("button", { name: "Actions" }).click();
  await owner.getByRole("button", { name: "Leave this host" }).click();
  await expect(owner.getByRole("button", { name: "Join", exact: true })).toBeVisible();
  expect(await notice(owner, "Ada is muted.").count()).toBe(0); // at once: it would be gone by itself
});

test("a notice with a way back stays as long as somebody is at it", async ({ owner, enter: come }) => {
  await come("Ada");
  await owner.clock.install();
  await choose(owner, "Ada", "Mute");
  const told = notice(owner, "Ada is muted.");
  await expect(told).toBeVisible();
  await told.hover();
  await owner.clock.fastForward(15_000);
  await expect(told).toBeVisible();
  const back = told.locator("..").getByRole("button", { name: "Unmute" });
  await back.focus();
  await owner.mouse.move(0, 0);
  await owner.clock.fastForward(15_000);
  await expect(told).toBeVisible();
  await back.blur();
  await owner.clock.fastForward(15_000);
  await expect(told).toHaveCount(0);
});

test("what waited for a room that was closed is sent when it is open again, and shown there", async ({
  host,
  enter: come,
}) => {
  const grace = await asOwner(host);
  expect(await grace.createRoom("den")).toMatchObject({ ok: true });
  const ada = await come("Ada");
  await ada.getByRole("button", { name: "den", exact: true }).click();
  await say(ada, "first");
  await expect(message(ada, "first")).toBeVisible();
  await host.stop();
  await say(ada, "meant for the den");
  await expect(message(ada, "meant for the den")).toBeVisible();
  await ada.goto("about:blank");
  await host.start();
  await expect.poll(() => grace.state).toBe("connected");
  expect(await grace.owner.closeRoom("den", true)).toMatchObject({ ok: true });
  await ada.goto(host.url);
  const unsent = ada.getByRole("article").filter({ hasText: "meant for the den" });
  await expect(unsent).toContainText("#den");
  expect(await grace.owner.closeRoom("den", false)).toMatchObject({ ok: true });
  await unsent.getByRole("button", { name: "Retry" }).click();
  await expect(ada.getByRole("heading", { name: "# den" })).toBeVisible();
  await expect(message(ada, "first")).toBeVisible();
  await expect(ada.getByText("Sending")).toHaveCount(0);
  await expect.poll(() => grace.rooms.find(({ name }) => name === "den")?.head).toBe(2);
  await grace.close();
});

test("a room that the owner closes is left for the lobby, and can be opened again", async ({
  owner,
  enter: come,
}) => {
  const ben = await come("Ben");
  const ada = await come("Ada");
  await ada.getByRole("button", { name: "New room" }).click();
  await ada.getByLabel("Name of the room").fill("den");
  await ada.keyboard.press("Enter");
  await say(ada, "kept");
  await expect(message(ada, "kept")).toBeVisible();

  await say(ada, "a bell \u0007 cannot be sent");
  await expect(ada.getByRole("button", { name: "Retry" })).toBeVisible();

  await owner.getByRole("button", { name: "den" }).click();
  await expect(message(owner, "kept")).toBeVisible();
  await owner.getByRole("button", { name: "Actions for #den" }).click();
  await owner.getByRole("button", { name: "Close the room…" }).click();
  await owner.getByRole("button", { name: "Close the room", exact: true }).click();
  await expect(ada.locator(".notices")).toContainText("#den was closed by the host's owner.");
  await expect(ada.getByRole("heading", { name: "# lobby" })).toBeVisible();
  await expect(ada.getByRole("button", { name: "den", exact: true })).toHaveCount(0);
  // Who never was in it does not hear of it, and who has closed it knows.
  await expect(ben.getByRole("button", { name: "den", exact: true })).toHaveCount(0);
  expect(await ben.locator(".notice").count()).toBe(0); // at once: it would be gone by itself
  await expect(notice(owner, "#den is closed.")).toBeVisible();
  expect(await owner.getByRole("alert").count()).toBe(0);
  // What was not sent there is not lost, and cannot be sent there.
  const unsent = ada.getByRole("article").filter({ hasText: "cannot be sent" });
  await expect(unsent).toContainText("#den");
  await expect(unsent.getByRole("button")).toHaveText(["Remove"]);

  await owner.keyboard.press("Alt+p");
  await owner.getByRole("dialog").getByRole("button", { name: "Open again" }).click();
  await ada.getByRole("button", { name: "den", exact: true }).click();
  await expect(message(ada, "kept")).toBeVisible();
});

test("the keyboard alone is enough to mute somebody", async ({ owner, enter: come }) => {
  await come("Ada");
  const button = owner.locator(".people").getByRole("button", { name: "Actions for Ada" });
  await button.focus();
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("dialog", { name: "Actions for Ada" })).toBeVisible();
  await expect(owner.getByRole("button", { name: "Rename…" })).toBeFocused();
  await owner.keyboard.press("ArrowDown");
  await expect(owner.getByRole("button", { name: "Mute" })).toBeFocused();
  await owner.keyboard.press("Enter");
  await expect(owner.locator(".people").getByText("muted")).toBeVisible();
  await expect(button).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in ${colorScheme} colours`, async ({ host, open }) => {
    const owner = await open({ colorScheme });
    await owner.goto(host.ownerUrl);
    await enter(owner, "Grace");
    await expect(owner.getByText("owner · you")).toBeVisible();
    const ada = await open({ colorScheme });
    await enter(ada, "Ada");
    await choose(owner, "Ada", "Mute");
    await expect(notice(owner, "Ada is muted.")).toBeVisible();
    await expect(ada.getByText("has muted you")).toBeVisible();
    await expectAccessible(owner, "a notice with a way back");
    await expectAccessible(ada, "a muted composer");
    await owner.locator(".people").getByRole("button", { name: "Actions for Ada" }).click();
    await expectAccessible(owner, "an owner's menu");
    await owner.getByRole("button", { name: "Ban…" }).click();
    await expect(owner.getByRole("dialog", { name: "Ban Ada?" })).toBeVisible();
    await expectAccessible(owner, "a question");
    await owner.keyboard.press("Escape");
    await choose(owner, "Ada", "Rename…");
    await expect(owner.getByRole("dialog", { name: "Rename Ada" })).toBeVisible();
    await expectAccessible(owner, "a rename");
    await owner.keyboard.press("Escape");
    await owner.getByRole("button", { name: "New room" }).click();
    await owner.getByLabel("Name of the room").fill("staff");
    await owner.getByLabel("Passcode (optional)").fill(PASSCODE);
    await expectAccessible(owner, "a new room");
    await owner.keyboard.press("Enter");
    await expect(owner.getByRole("dialog")).toHaveCount(0);
    await owner.keyboard.press("Alt+p");
    await expect(owner.getByText("People this host knows")).toBeVisible();
    await owner.getByLabel("New passcode").fill(PASSCODE);
    await owner.getByRole("button", { name: "Set the passcode" }).click();
    await expect(owner.getByText(PASSCODE)).toBeVisible();
    await expectAccessible(owner, "people and access");
    await ada.getByRole("button", { name: "staff" }).click();
    await expect(passcode(ada)).toBeVisible();
    await expectAccessible(ada, "a room's door");
    const other = await open({ colorScheme });
    await enter(other, "Mina");
    await passcode(other).fill("wrong");
    await passcode(other).press("Enter");
    await expect(other.getByRole("alert")).toBeVisible();
    await expectAccessible(other, "the host's door");
  });
}

test("speaks Chinese", async ({ owner, open }) => {
  await setHostPasscode(owner, PASSCODE);
  const ada = await open({ locale: "zh-CN" });
  await expect(ada.getByText("Maple Lab")).toBeVisible();
  await ada.getByLabel("你的名字").fill("李安达");
  await ada.keyboard.press("Enter");
  await expect(door(ada, "Maple Lab 需要口令")).toBeVisible();
  await ada.getByLabel("口令", { exact: true }).fill(PASSCODE);
  await ada.getByRole("button", { name: "进入" }).click();
  await expect(ada.getByRole("textbox", { name: "发消息到 #lobby" })).toBeVisible();
});
