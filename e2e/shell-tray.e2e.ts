// The desktop app without its window: tray, unread messages, notifications. On Electron where there is one, else on a stand-in for it.
import type { Page } from "@playwright/test";
import { LOBBY } from "../protocol/limits.ts";
import { expect, test } from "./desktop.ts";

test.describe("without a window", () => {
  test("it goes on in the tray when the person wants that, and comes back with what was said", async ({
    launch,
  }) => {
    const { app, page, message, dialog, join, withOther, lookAway, lookAgain } = await launch();
    await join("Ada");
    await expect.poll(() => app.menu()).toContainEqual(["Go", "Settings"]);
    await app.chooseInMenu("settings");
    await dialog("Settings").getByRole("button", { name: "Desktop" }).click();
    await dialog("Settings").getByRole("switch", { name: "Keep running" }).check();
    await expect
      .poll(() => page.evaluate(() => window.pushpull?.preferences({})))
      .toMatchObject({ keepRunning: true });
    await page.keyboard.press("Escape");
    await app.closeWindow();
    await expect.poll(() => app.windows()).toMatchObject([{ visible: false }]);
    await lookAway();
    await withOther(async (other) => {
      other.send(LOBBY, "While you are away");
      other.send(LOBBY, "Another one");
      await expect(message("Another one")).toBeAttached();
      await expect.poll(() => app.badge()).toBe(2);
      if (app.tray) await expect.poll(app.tray.toolTip).toBe("Pushpull: 2 unread messages");
      if (app.tray) await app.tray.click();
      else await app.startAgain();
      await expect.poll(() => app.windows()).toMatchObject([{ visible: true }]);
      await lookAgain();
      await expect(message("While you are away")).toBeVisible();
      await expect.poll(() => app.badge()).toBe(0);
      if (app.tray) await expect.poll(app.tray.toolTip).toBe("Pushpull");
    });
    expect(await app.quit()).toBe(0);
  });

  test("it quits when the window is closed, unless it was told to go on", async ({ launch }) => {
    const { app } = await launch({ preferences: { keepRunning: false } });
    await app.closeWindow();
    expect(await app.exited()).toBe(0);
  });

  test("it quits by the tray's menu", async ({ launch }) => {
    const { app } = await launch({ preferences: { keepRunning: true, language: "zh" } });
    test.skip(app.tray === null, "Electron lets no test see the tray.");
    await app.closeWindow();
    await app.tray?.choose("show");
    await expect.poll(() => app.windows()).toMatchObject([{ visible: true }]);
    await app.tray?.choose("quit");
    expect(await app.exited()).toBe(0);
  });

  test("it starts so at login, if it may go on without one", async ({ launch }) => {
    const { app, page } = await launch({ args: ["--hidden"], preferences: { keepRunning: true } });
    await expect(page.getByLabel("Your name")).toBeAttached();
    expect(await app.windows()).toMatchObject([{ visible: false }]);
    expect(await app.startAgain()).toBe(0);
    await expect.poll(() => app.windows()).toMatchObject([{ visible: true }]);
  });

  test("it shows itself at login, if it may not", async ({ launch }) => {
    const { app } = await launch({ args: ["--hidden"], preferences: { keepRunning: false } });
    await expect.poll(() => app.windows()).toMatchObject([{ visible: true }]);
  });
});

/** Notifications, as the page makes them. The system's own can't be pressed by a test. */
declare global {
  interface Window {
    notified: Notification[];
  }
}

async function keepNotifications(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.notified = [];
    const Real = window.Notification;
    window.Notification = class extends Real {
      constructor(...args: ConstructorParameters<typeof Real>) {
        super(...args);
        window.notified.push(this);
      }
    };
  });
}

test("notifies what is said while nobody looks, and opens its room", async ({ launch }) => {
  const { app, page, composer, message, join, withOther, lookAway } = await launch();
  await withOther(async (other) => {
    expect(await other.createRoom("kitchen")).toMatchObject({ ok: true });
    await join("Ada");
    await keepNotifications(page);
    other.send(LOBBY, "You see this yourself");
    await expect(message("You see this yourself")).toBeVisible();
    await lookAway();
    await expect.poll(() => app.menu()).toContainEqual(["Go", "Next room"]);
    await app.chooseInMenu("next-room");
    await expect(composer("kitchen")).toBeVisible();
    await app.minimize();
    other.send(LOBBY, "Dinner is ready");
    const told = () => page.evaluate(() => window.notified.map(({ title, body }) => [title, body]));
    await expect.poll(told).toEqual([[`Bert in #${LOBBY}`, "Dinner is ready"]]);

    await page.evaluate(() => window.notified[0]?.dispatchEvent(new Event("click")));
    await expect.poll(() => app.windows()).toMatchObject([{ minimized: false, visible: true }]);
    await expect(composer()).toBeVisible();
    await expect(message("Dinner is ready")).toBeVisible();
  });
});

test("notifies nothing when the person does not want it", async ({ launch }) => {
  const { page, message, join, withOther, lookAway } = await launch({
    preferences: { notifications: false },
  });
  await join("Ada");
  await keepNotifications(page);
  await lookAway();
  await withOther(async (other) => {
    other.send(LOBBY, "Dinner is ready");
    await expect(message("Dinner is ready")).toBeVisible();
  });
  expect(await page.evaluate(() => window.notified.length)).toBe(0);
});
