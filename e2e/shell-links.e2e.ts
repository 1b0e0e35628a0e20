// pushpull: links, cold and warm, and hostile ones. On Electron where there is one, else on a stand-in for it.
import type { Page } from "@playwright/test";
import { LOBBY } from "../protocol/limits.ts";
import { expectAccessible } from "./axe.ts";
import { expect, test } from "./desktop.ts";

const linkDialog = (page: Page) => page.getByRole("dialog", { name: "Go to this host?" });
/** The address in a host's URL, as a link has it. */
const addressOf = (url: string) => url.slice("http://".length);

test.describe("a link", () => {
  test("that started the app is asked about, and leads to the host's room with the name that one gives", async ({
    launch,
  }) => {
    const { page } = await launch({ args: ["pushpull://join/127.0.0.1:9/networks%20101"] });
    await expect(linkDialog(page)).toContainText("127.0.0.1:9");
    await expect(linkDialog(page)).toContainText("#networks 101");
    await linkDialog(page).getByRole("button", { name: "Go there" }).click();
    await expect(linkDialog(page)).toContainText("Give a name.");
    await linkDialog(page).getByLabel("Your name").fill("Ada");
    await linkDialog(page).getByRole("button", { name: "Go there" }).click();
    await expect(linkDialog(page).getByRole("alert")).toContainText("Nothing answers there.");
    await linkDialog(page).getByRole("button", { name: "Cancel" }).click();
    await expect(linkDialog(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Join" })).toBeVisible();
  });

  test("that is opened later brings the window to the front, and asks, in whatever way it comes", async ({
    launch,
  }) => {
    const { app, page, hostUrl } = await launch();
    await app.minimize();
    expect(await app.startAgain(`pushpull://join/${addressOf(await hostUrl())}`)).toBe(0);
    await expect.poll(() => app.windows()).toMatchObject([{ minimized: false, visible: true }]);
    await expect(linkDialog(page)).toContainText(addressOf(await hostUrl()));
    await app.openLink("pushpull://join/ada.local:4460/kitchen");
    await expect(linkDialog(page)).toContainText("ada.local:4460");
    await expect(linkDialog(page)).toContainText("#kitchen");
    await expectAccessible(page, "a link that asks", { legacy: true });
  });

  test("enters a host, and from there a room of it", async ({ launch }) => {
    const { app, page, composer, hostUrl, withOther } = await launch();
    await withOther(async (other) => {
      expect(await other.createRoom("kitchen")).toMatchObject({ ok: true });
      await app.openLink(`pushpull://join/${addressOf(await hostUrl())}/kitchen`);
      await linkDialog(page).getByLabel("Your name").fill("Ada");
      await linkDialog(page).getByRole("button", { name: "Go there" }).click();
      await expect(composer("kitchen")).toBeVisible();

      await app.openLink(`pushpull://join/${addressOf(await hostUrl())}/${LOBBY}`);
      await expect(composer("kitchen")).toBeAttached();
      await linkDialog(page).getByRole("button", { name: "Go there" }).click();
      await expect(composer()).toBeVisible();
    });
  });

  test("that is not of the one known form does nothing", async ({ launch }) => {
    const { app, page, composer, join } = await launch();
    await join("Ada");
    const before = await app.windows();
    for (const link of [
      "pushpull://quit",
      "pushpull://join/javascript:alert(1)",
      "pushpull://join/127.0.0.1:4460?token=x",
      "pushpull://join/user:secret@127.0.0.1:4460",
      "pushpull://join/127.0.0.1:4460/%00",
      `pushpull://join/127.0.0.1:4460/${"a".repeat(5_000)}`,
      "pushpull://join/..%2F..%2Fetc%2Fpasswd:4460",
    ]) {
      await app.openLink(link);
    }
    expect(await app.startAgain("pushpull:join")).toBe(0);
    await app.openLink("pushpull://join/last:1"); // what came before it would have been asked about by now
    await expect(linkDialog(page)).toContainText("last:1");
    await page.keyboard.press("Escape");
    await expect(linkDialog(page)).toHaveCount(0);
    await expect(composer()).toBeVisible();
    expect(await app.windows()).toEqual(before);
    expect(await app.openedOutside()).toEqual([]);
  });
});
