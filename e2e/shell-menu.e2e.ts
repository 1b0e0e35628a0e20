// The desktop app's menu, and its settings. On Electron where there is one, else on a stand-in for it.
import { LOBBY } from "../protocol/limits.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./desktop.ts";

test.describe("the menu", () => {
  test("has the page's actions, in the page's language, once there is a host", async ({ launch }) => {
    const { app, dialog, join } = await launch();
    expect((await app.menu()).filter(([menu]) => menu === "Go")).toEqual([]);
    await join("Ada");
    await expect.poll(() => app.menu()).toContainEqual(["Go", "Settings"]);
    expect(await app.menu()).toContainEqual(["Go", "Switch to Long polling"]);
    await app.chooseInMenu("settings");
    await expect(dialog("Settings")).toBeVisible();
    await dialog("Settings").getByRole("button", { name: "Appearance" }).click();
    await dialog("Settings").getByRole("radio", { name: "简体中文" }).click();
    await expect.poll(() => app.menu()).toContainEqual(["前往", "设置"]);
    await app.chooseInMenu("jump"); // a dialog has the keyboard, and the menu's actions too
    await expect(dialog("设置")).toBeVisible();
  });

  test("switches the transport, while the chat goes on", async ({ launch }) => {
    const { app, page, message, join, say, withOther } = await launch();
    await join("Ada");
    await expect.poll(() => app.menu()).toContainEqual(["Go", "Switch to Long polling"]);
    await say("I am in the room"); // only there is a switch noted
    await expect(message("I am in the room")).toBeVisible();
    await expect(page.getByText("Sending")).toHaveCount(0);
    await app.chooseInMenu("switch-long-polling");
    await withOther(async (other) => {
      await expect(page.getByText("You switched from")).toBeVisible();
      other.send(LOBBY, "Over another way");
      await expect(message("Over another way")).toBeVisible();
    });
  });
});

test("starts at login when the person wants that, and no more when not", async ({ launch }) => {
  const { app, page, dialog, join } = await launch();
  await join("Ada");
  await expect.poll(() => app.menu()).toContainEqual(["Go", "Settings"]);
  await app.chooseInMenu("settings");
  await dialog("Settings").getByRole("button", { name: "Desktop" }).click();
  const choice = dialog("Settings").getByRole("switch", { name: "Start Pushpull when I log in" });
  await expect(choice).not.toBeChecked();
  await choice.check();
  await expect.poll(() => app.startsAtLogin()).toBe(true);
  await expectAccessible(page, "the settings of the desktop", { legacy: true });
  await choice.uncheck();
  await expect.poll(() => app.startsAtLogin()).toBe(false);
});
