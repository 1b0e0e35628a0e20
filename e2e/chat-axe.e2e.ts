import { expect } from "@playwright/test";
import { announcement, composer, message, say, test } from "./app.ts";
import { expectAccessible } from "./axe.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in ${colorScheme} colours`, async ({ open, someone, host }) => {
    const mina = await someone("Mina");
    await mina.createRoom("homework");
    mina.send("lobby", "See http://192.168.1.24:4460/");
    const ada = await open({ colorScheme });
    await expect(ada.getByText("Maple Lab")).toBeVisible();
    await ada.getByRole("button", { name: "Join" }).click();
    await expect(ada.getByText("Give a name.")).toBeVisible();
    await expectAccessible(ada, "first start, with an error");

    await ada.getByLabel("Your name").fill("Ada");
    await ada.keyboard.press("Enter");
    await expect(message(ada, "See")).toBeVisible();
    await say(ada, "one");
    await say(ada, "a bell \u0007 cannot be sent");
    await ada.keyboard.press("Alt+5");
    await expect(announcement(ada)).toHaveText("Switched to SSE");
    await mina.join("homework");
    mina.send("homework", "unread");
    mina.setTyping("lobby", true);
    await expect(ada.getByText("Mina is typing")).toBeVisible();
    await message(ada, "one").hover();
    await composer(ada).fill("x".repeat(8_001));
    await expectAccessible(ada, "a room");

    await ada.getByRole("button", { name: "homework" }).click();
    await expect(message(ada, "unread")).toBeVisible();
    await expectAccessible(ada, "a room with something new");
    for (const [key, dialog] of [
      ["Control+k", "Jump to a room"],
      ["Control+/", "Keyboard shortcuts"],
    ] as const) {
      await ada.keyboard.press(key);
      await expect(ada.getByRole("dialog", { name: dialog })).toBeVisible();
      await expectAccessible(ada, dialog);
      await ada.keyboard.press("Escape");
    }
    await ada.getByRole("button", { name: "2 people" }).click();
    await expect(ada.getByRole("dialog", { name: "People in #homework" })).toBeVisible();
    await expectAccessible(ada, "the people of a room");
    await ada.keyboard.press("Escape");

    await ada.setViewportSize({ width: 700, height: 600 });
    await ada.getByRole("button", { name: "Show the rooms" }).click();
    await expect(ada.getByRole("dialog", { name: "Rooms" })).toBeVisible();
    await expectAccessible(ada, "the rooms in a drawer");
    await ada.keyboard.press("Escape");
    await ada.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(ada, "a phone");
    await host.stop();
    await expect(ada.getByText("Maple Lab was closed")).toBeVisible({ timeout: 20_000 });
    await expectAccessible(ada, "a lost connection");
  });
}
