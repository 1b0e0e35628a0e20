// What a plain browser has of what the desktop app has, and what a page lacks that comes by plain HTTP from another computer.
import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { test as chatTest, composer, message } from "./app.ts";
import { expectAccessible } from "./axe.ts";
import { Lan, whyNoLan } from "./lan.ts";

const HOST = "http://10.77.0.1:4460";

const reason = whyNoLan();

interface Fixtures {
  /** Somebody in the lobby of a host on another computer, by plain HTTP. */
  enterFromAfar(options?: { colorScheme?: "light" | "dark"; mayCopy?: boolean }): Promise<Page>;
}

const lanTest = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  enterFromAfar: async ({}, use) => {
    const lan = new Lan();
    const [a, b] = [lan.add(), lan.add()];
    await a.serve("Maple Lab");
    const browsers: Browser[] = [];
    await use(async ({ colorScheme = "light", mayCopy = true } = {}) => {
      const browser = await b.browse();
      browsers.push(browser);
      const page = await (await browser.newContext({ locale: "en-GB", colorScheme })).newPage();
      if (!mayCopy) {
        await page.addInitScript(() => {
          document.execCommand = () => false;
        });
      }
      await page.goto(HOST);
      await expect(page.getByText("Maple Lab")).toBeVisible();
      await page.getByLabel("Your name").fill("Ada");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: "1 person" })).toBeVisible();
      expect(await page.evaluate(() => isSecureContext)).toBe(false);
      return page;
    });
    for (const browser of browsers) await browser.close();
    lan.dispose();
  },
});

async function openNotifications(page: Page): Promise<void> {
  await page.keyboard.press("Control+,");
  await page.getByRole("button", { name: "Notifications" }).click();
}

const wish = (page: Page) => page.getByRole("switch", { name: "Notify me of messages while I do not look" });

/** What is pasted into the composer. */
async function pasted(page: Page): Promise<string> {
  await composer(page).focus();
  await page.keyboard.press("Control+v");
  return composer(page).inputValue();
}

lanTest.describe("from another computer, by plain HTTP", () => {
  lanTest.skip(reason !== null, reason ?? "");

  lanTest("text is copied", async ({ enterFromAfar }) => {
    const page = await enterFromAfar();
    await page.getByRole("button", { name: "Copy the address" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await pasted(page)).toBe(HOST);
  });

  lanTest("text that cannot be copied is shown selected, with why", async ({ enterFromAfar }) => {
    const page = await enterFromAfar({ mayCopy: false });
    await page.getByRole("button", { name: "Copy the address" }).click();
    const dialog = page.getByRole("dialog", { name: "Copy it yourself" });
    await expect(dialog.getByText("Browsers let pages copy only over HTTPS")).toBeVisible();
    await expect(dialog.getByRole("textbox", { name: "Text to copy" })).toBeFocused();
    await expectAccessible(page, "text to copy");
    await page.keyboard.press("Control+c");
    await expect(dialog).toBeHidden();
    expect(await pasted(page)).toBe(HOST);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    lanTest(`notifications are not offered, and it says why (${colorScheme})`, async ({ enterFromAfar }) => {
      const page = await enterFromAfar({ colorScheme });
      await openNotifications(page);
      await expect(wish(page)).toBeDisabled();
      await expect(wish(page)).toHaveAccessibleDescription(
        /only over HTTPS or on the host's own computer, and this page came by plain HTTP from 10\.77\.0\.1:4460\. Use the desktop app, open http:\/\/localhost:4460 on the host's computer/,
      );
      await expectAccessible(page, "why there are no notifications");
    });
  }
});

declare global {
  interface Window {
    shownNotifications: { title: string; notification: Notification }[];
  }
}

chatTest.describe("on the host's own computer", () => {
  chatTest(
    "a message is notified when nobody looks, and the notification opens its room",
    async ({ open, someone }) => {
      const page = await open({ permissions: ["notifications"] });
      await page.addInitScript(() => {
        window.shownNotifications = [];
        window.Notification = class extends Notification {
          // What the person has permitted here; Chromium without a window says "denied" whatever that is.
          static override get permission(): NotificationPermission {
            return "granted";
          }
          constructor(title: string, options?: NotificationOptions) {
            super(title, options);
            if (!options?.silent) window.shownNotifications.push({ title, notification: this });
          }
        };
      });
      await page.reload();
      await expect(page.getByText("Maple Lab")).toBeVisible();
      await page.getByLabel("Your name").fill("Ada");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: "1 person" })).toBeVisible();
      const ben = await someone("Ben");
      const shown = () => page.evaluate(() => window.shownNotifications.map(({ title }) => title));
      const look = (isLooking: boolean) =>
        page.evaluate((isLooking) => {
          document.hasFocus = () => isLooking;
        }, isLooking);
      await openNotifications(page);
      await wish(page).press("Space");
      await expect(wish(page)).toBeChecked();
      await page.keyboard.press("Escape");

      await look(false);
      // What notifies is loaded once it is wanted.
      await expect
        .poll(async () => {
          ben.send("lobby", "while she does not look");
          return shown();
        })
        .toContain("Ben in #lobby");
      await look(true);
      ben.send("lobby", "now she looks");
      await expect(message(page, "now she looks")).toBeVisible();
      const before = (await shown()).length;
      ben.send("lobby", "while she looks");
      await expect(message(page, "while she looks")).toBeVisible();
      expect(await shown()).toHaveLength(before);
      await look(false);
      ben.send("lobby", "while she does not, again");
      await expect.poll(async () => (await shown()).length).toBe(before + 1);
      await page.keyboard.press("Alt+w"); // another screen is in front
      await expect(composer(page)).toBeHidden();
      await page.evaluate(() =>
        window.shownNotifications.at(-1)?.notification.dispatchEvent(new Event("click")),
      );
      await expect(composer(page)).toBeVisible();
      await page.reload();
      expect(await page.evaluate(() => JSON.parse(localStorage["pushpull.settings"]).notifications)).toBe(
        true,
      );
    },
  );

  chatTest("a browser that blocks them says so, and the switch stays off", async ({ enter }) => {
    const page = await enter("Ada");
    await openNotifications(page);
    await wish(page).press("Space");
    await expect(page.getByText("This browser blocks notifications of this page.")).toBeVisible();
    await expect(wish(page)).not.toBeChecked();
  });

  chatTest("a question that was closed is not called blocked, and can be asked again", async ({ open }) => {
    const page = await open({ permissions: ["notifications"] });
    await page.addInitScript(() => {
      let permission: NotificationPermission = "default";
      let closed = 0;
      Object.defineProperty(Notification, "permission", { get: () => permission });
      Notification.requestPermission = async () => {
        closed += 1;
        if (closed > 1) permission = "granted";
        return permission;
      };
      // Wanted once, and the permission was taken back since.
      localStorage["pushpull.settings"] ??= JSON.stringify({ name: "Ada", notifications: true });
    });
    await page.reload();
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await expect(page.getByRole("button", { name: "1 person" })).toBeVisible();
    await openNotifications(page);
    await expect(wish(page)).not.toBeChecked();
    await wish(page).press("Space");
    await expect(page.getByText("You have not answered the browser's question.")).toBeVisible();
    await expect(wish(page)).not.toBeChecked();
    await wish(page).press("Space");
    await expect(wish(page)).toBeChecked();
  });
});
