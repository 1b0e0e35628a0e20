import { expect } from "@playwright/test";
import { io } from "socket.io-client";
import { LOBBY } from "../protocol/limits.ts";
import { composer, log, message, say, test } from "./app.ts";

test("the first start asks for a name, says what is wrong with it, and joins with Enter", async ({
  open,
}) => {
  const page = await open();
  const name = page.getByLabel("Your name");
  await expect(name).toBeFocused();
  await expect(page.getByText("Maple Lab")).toBeVisible();

  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByText("Give a name. Example: Ada Okafor")).toBeVisible();
  await expect(name).toBeFocused();

  await name.fill("Ada Okafor");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeFocused();
  await expect(page.getByRole("heading", { name: `# ${LOBBY}` })).toBeVisible();
  await expect(page).toHaveTitle("#lobby · Maple Lab");
  await expect(page.getByText("Nothing said yet")).toBeVisible();
});

test("Enter before the host has answered joins once it has", async ({ open }) => {
  const page = await open();
  let answer = (): void => undefined;
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/api\/host\?/, async (route) => {
    await mayAnswer;
    await route.continue();
  });
  await page.reload();
  await page.getByLabel("Your name").fill("Ada Okafor");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Looking for the host…")).toBeVisible();
  answer();
  await expect(composer(page)).toBeFocused();
});

test("the first start says what is wrong with an address, at the field", async ({ open, host }) => {
  const page = await open();
  await page.getByLabel("Your name").fill("Ada");
  const address = page.getByLabel("Or type an address");
  const connect = page.getByRole("button", { name: "Connect" });

  await connect.click();
  await expect(page.getByText("Type the address of a host.")).toBeVisible();
  await address.fill("192.168.1.300");
  await connect.click();
  await expect(page.getByText("That is not an address. Example:")).toBeVisible();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await address.fill("127.0.0.1:9"); // the discard port: nobody answers
  await connect.click();
  await expect(page.getByText("Nothing answers there.")).toBeVisible();
  await address.fill(new URL(host.url).host);
  await address.press("Enter");
  await expect(composer(page)).toBeVisible();
});

test("the first start speaks Chinese at a press", async ({ open }) => {
  const page = await open();
  await page.getByRole("button", { name: "简体中文" }).click();
  await expect(page.getByLabel("你的名字")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByLabel("Your name")).toBeVisible();
});

test("two people talk: text stays text, addresses become links, and each message says how it arrived", async ({
  enter,
}) => {
  const ada = await enter("Ada");
  const mina = await enter("Mina");
  await say(ada, "Hello <b>Mina</b>, see http://192.168.1.24:4460/ and javascript:alert(1)");
  const heard = message(mina, "Hello");
  await expect(heard).toContainText("Hello <b>Mina</b>");
  await expect(heard.getByRole("link")).toHaveCount(1);
  const link = heard.getByRole("link", { name: "http://192.168.1.24:4460/" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(heard.locator(".arrival")).toHaveText(/^\d+\sms$|^<1\sms$|^\d+\.\d\d\ss$/);

  await composer(ada).fill("first line");
  await ada.keyboard.press("Shift+Enter");
  await ada.keyboard.type("second line");
  await ada.keyboard.press("Enter");
  await expect(message(mina, "first line")).toContainText("first line\nsecond line");
  await expect(mina.locator(".message-head").filter({ hasText: "Ada" })).toHaveCount(1); // one group
});

test("whoever is typing is shown, until the message is there", async ({ enter }) => {
  const ada = await enter("Ada");
  const mina = await enter("Mina");
  await composer(mina).pressSequentially("So");
  await expect(ada.getByText("Mina is typing")).toBeVisible();
  await mina.keyboard.press("Enter");
  await expect(message(ada, "So")).toBeVisible();
  await expect(ada.getByText("Mina is typing")).toBeHidden();
  await composer(mina).fill("x");
  await expect(ada.getByText("Mina is typing")).toBeVisible();
  await composer(mina).fill("");
  await expect(ada.getByText("Mina is typing")).toBeHidden();
});

test("a room is made, refused when its name is bad or taken, and others come in", async ({ enter }) => {
  const ada = await enter("Ada");
  const mina = await enter("Mina");
  await ada.getByRole("button", { name: "New room" }).click();
  const dialog = ada.getByRole("dialog", { name: "New room" });
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText("Give the room a name.")).toBeVisible();
  await dialog.getByLabel("Name of the room").fill("x".repeat(61));
  await ada.keyboard.press("Enter");
  await expect(dialog.getByText("A room's name has up to 60 characters; this one has 61.")).toBeVisible();
  await dialog.getByLabel("Name of the room").fill(LOBBY);
  await ada.keyboard.press("Enter");
  await expect(dialog.getByText("There is a room of that name.")).toBeVisible();
  await dialog.getByLabel("Name of the room").fill("networks-101");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("heading", { name: "# networks-101" })).toBeVisible();

  await mina.getByRole("button", { name: "networks-101" }).click();
  await expect(mina.getByRole("button", { name: "2 people" })).toBeVisible();
  await say(mina, "I found it");
  await expect(message(ada, "I found it")).toBeVisible();

  await mina.getByRole("button", { name: "2 people" }).click();
  await mina.getByRole("button", { name: "Leave the room" }).click();
  await expect(mina.getByRole("heading", { name: "# lobby" })).toBeVisible();
  await expect(ada.getByRole("button", { name: "1 person" })).toBeVisible();
});

test("what comes in another room is counted, in the list and in the title, and marked as new there", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  await mina.createRoom("homework");
  await mina.join("homework");
  const ada = await enter("Ada");
  const homework = ada.getByRole("button", { name: "homework" });
  await homework.click();
  await expect(ada.getByText("Nothing said yet")).toBeVisible();
  await ada.getByRole("button", { name: LOBBY }).click();

  for (const text of ["one", "two", "three"]) mina.send("homework", text);
  await expect(homework).toHaveAccessibleName(/3 unread messages/);
  await expect(ada).toHaveTitle("(3) #lobby · Maple Lab");
  await homework.click();
  await expect(message(ada, "three")).toBeVisible();
  await expect(ada.getByRole("separator", { name: "New" })).toBeVisible();
  await expect(ada).toHaveTitle("#homework · Maple Lab");
  await say(ada, "thanks");
  await expect(ada.getByRole("separator", { name: "New" })).toBeHidden();
});

test("two guests of one name can be told apart", async ({ enter, host }) => {
  // Names are members' own: only those who show no token, by a client of another kind, may share one.
  const guests = [1, 2].map(() => io(host.url, { forceNew: true, auth: { name: "Ada" } }));
  for (const guest of guests) await guest.emitWithAck("room:join", { room: LOBBY });
  const one = await enter("Bob");
  await expect(one.getByText(/^Ada #.{4}$/)).toHaveCount(2);
  for (const guest of guests) guest.close();
});

test("a draft stays in its room, even after a reload", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  await mina.createRoom("homework");
  const ada = await enter("Ada");
  await composer(ada).fill("not finished");
  await ada.getByRole("button", { name: "homework" }).click();
  await expect(composer(ada)).toHaveValue("");
  await ada.getByRole("button", { name: LOBBY }).click();
  await expect(composer(ada)).toHaveValue("not finished");
  await ada.reload();
  await expect(composer(ada)).toHaveValue("not finished");
});

test("a text that is too long is not sent, and says by how much", async ({ enter }) => {
  const ada = await enter("Ada");
  await composer(ada).fill("x".repeat(7_900));
  await expect(ada.getByText("100 left")).toBeVisible();
  await composer(ada).fill(`${"x".repeat(7_998)}王王王`);
  await expect(ada.getByText("1 character too long.")).toBeVisible();
  await ada.keyboard.press("Enter");
  await expect(ada.getByText("Nothing said yet")).toBeVisible();
  await expect(ada.getByRole("button", { name: "Send" })).toBeDisabled();
});

test("Enter that ends the composition of a Chinese word does not send", async ({ enter }) => {
  const ada = await enter("Ada");
  const keyboard = await ada.context().newCDPSession(ada);
  await composer(ada).focus();
  await keyboard.send("Input.imeSetComposition", { text: "nihao", selectionStart: 5, selectionEnd: 5 });
  await keyboard.send("Input.dispatchKeyEvent", {
    type: "rawKeyDown",
    key: "Enter",
    code: "Enter",
    windowsVirtualKeyCode: 229,
  });
  await keyboard.send("Input.insertText", { text: "你好" });
  await expect(composer(ada)).toHaveValue("你好");
  await expect(ada.getByText("Nothing said yet")).toBeVisible();
  await ada.keyboard.press("Enter");
  await expect(message(ada, "你好")).toBeVisible();
});

test("one stays where one reads while others talk, and the way to the latest is counted", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  for (let i = 1; i <= 60; i++) mina.send(LOBBY, `line ${i}`);
  const ada = await enter("Ada");
  await expect(message(ada, "line 60")).toBeVisible();
  await log(ada).hover();
  await ada.mouse.wheel(0, -400);
  await expect(ada.getByRole("button", { name: "To the latest" })).toBeVisible();
  mina.send(LOBBY, "news");
  mina.send(LOBBY, "more news");
  const button = ada.getByRole("button", { name: "2 new messages" });
  await expect(message(ada, "more news")).not.toBeInViewport();
  await button.click();
  await expect(message(ada, "more news")).toBeInViewport();
  await expect(button).toBeHidden();
  mina.send(LOBBY, "the end is followed");
  await expect(message(ada, "the end is followed")).toBeInViewport();
});

test("the end stays in view from the first message on, also while the composer grows", async ({
  enter,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await enter("Ada");
  await expect(ada.getByText("Nothing said yet")).toBeVisible();
  for (let i = 1; i <= 60; i++) mina.send(LOBBY, `line ${i}${"\nmore".repeat(i % 4)}`);
  await expect(message(ada, "line 60")).toBeInViewport();
  await composer(ada).fill("one\ntwo\nthree\nfour\nfive\nsix");
  await expect(message(ada, "line 60")).toBeInViewport({ ratio: 1 });
  await ada.setViewportSize({ width: 900, height: 500 });
  await expect(message(ada, "line 60")).toBeInViewport({ ratio: 1 });
});

test("one can scroll up while messages come without a pause, and stays there", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  for (let i = 1; i <= 60; i++) mina.send(LOBBY, `line ${i}`);
  const ada = await enter("Ada");
  await expect(message(ada, "line 60")).toBeVisible();
  let sent = 60;
  const talking = setInterval(() => mina.send(LOBBY, `line ${++sent}`), 20);
  try {
    const lastShown = ada.locator("[data-seq]").last();
    await expect.poll(async () => Number(await lastShown.getAttribute("data-seq"))).toBeGreaterThan(70);
    await log(ada).hover();
    await ada.mouse.wheel(0, -300);
    await expect(ada.getByRole("button", { name: /new messages?$/ })).toBeVisible();
    const top = await log(ada).evaluate((element) => element.scrollTop);
    await expect(ada.getByRole("button", { name: /[2-9]\d new messages$/ })).toBeVisible();
    expect(await log(ada).evaluate((element) => element.scrollTop)).toBe(top);
  } finally {
    clearInterval(talking);
  }
});

test("a phone shows rooms and room as pages, and the transports in a panel", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  await mina.createRoom("homework");
  const ada = await enter("Ada", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await say(ada, "from my phone");
  await expect(message(ada, "from my phone")).toBeVisible();
  await ada.getByRole("button", { name: "Rooms" }).click();
  await ada.getByRole("button", { name: "homework" }).click();
  await expect(ada.getByRole("heading", { name: "# homework" })).toBeVisible();
  await ada.getByRole("button", { name: /transport panel/ }).click();
  await ada.getByRole("radio", { name: "SSE" }).click();
  await ada.getByRole("button", { name: "Fold the panel" }).click();
  await expect(ada.getByRole("button", { name: /transport panel/ })).toContainText("SSE");
  await ada.getByRole("button", { name: "Settings" }).click();
  await expect(ada.getByRole("dialog", { name: "Settings" })).toBeVisible();
  expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
