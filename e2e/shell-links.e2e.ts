// pushpull: links, cold and warm, and hostile ones. On Electron where there is one, else on a stand-in for it.
import { execFileSync } from "node:child_process";
import { AxeBuilder } from "@axe-core/playwright";
import { type Page, test } from "@playwright/test";
import { LOBBY } from "../protocol/limits.ts";
import { expect, inWindow } from "../testing/desktop-app/in-window.ts";
import { type DesktopApp, type LaunchOptions, launchDesktopApp } from "../testing/desktop-app/launch.ts";

let app: DesktopApp;
let page: Page;
const { composer, dialog, join, hostUrl, withOther } = inWindow(() => page);

const linkDialog = () => dialog("Go to this host?");
/** The address of the app's own host, as a link has it. */
const address = async () => (await hostUrl()).slice("http://".length);

test.beforeAll(() => {
  execFileSync(process.execPath, ["scripts/build.mjs", "--if-stale"], { stdio: "inherit" });
});
test.afterEach(() => app?.dispose());

async function launch(options?: LaunchOptions): Promise<void> {
  app = await launchDesktopApp(options);
  page = await app.page();
  await expect(page.getByLabel("Your name").first()).toBeAttached();
}

test.describe("a link", () => {
  test("that started the app is asked about, and leads to the host's room with the name that one gives", async () => {
    await launch({ args: ["pushpull://join/127.0.0.1:9/networks%20101"] });
    await expect(linkDialog()).toContainText("127.0.0.1:9");
    await expect(linkDialog()).toContainText("#networks 101");
    await linkDialog().getByRole("button", { name: "Go there" }).click();
    await expect(linkDialog()).toContainText("Give a name.");
    await linkDialog().getByLabel("Your name").fill("Ada");
    await linkDialog().getByRole("button", { name: "Go there" }).click();
    await expect(linkDialog().getByRole("alert")).toContainText("Nothing answers there.");
    await linkDialog().getByRole("button", { name: "Cancel" }).click();
    await expect(linkDialog()).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Join" })).toBeVisible();
  });

  test("that is opened later brings the window to the front, and asks, in whatever way it comes", async () => {
    await launch();
    await app.minimize();
    expect(await app.startAgain(`pushpull://join/${await address()}`)).toBe(0);
    await expect.poll(() => app.windows()).toMatchObject([{ minimized: false, visible: true }]);
    await expect(linkDialog()).toContainText(await address());
    await app.openLink("pushpull://join/ada.local:4460/kitchen");
    await expect(linkDialog()).toContainText("ada.local:4460");
    await expect(linkDialog()).toContainText("#kitchen");
    const found = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(found.violations).toEqual([]);
  });

  test("enters a host, and from there a room of it", async () => {
    await launch();
    await withOther(async (other) => {
      expect(await other.createRoom("kitchen")).toMatchObject({ ok: true });
      await app.openLink(`pushpull://join/${await address()}/kitchen`);
      await linkDialog().getByLabel("Your name").fill("Ada");
      await linkDialog().getByRole("button", { name: "Go there" }).click();
      await expect(composer("kitchen")).toBeVisible();

      await app.openLink(`pushpull://join/${await address()}/${LOBBY}`);
      await expect(composer("kitchen")).toBeAttached();
      await linkDialog().getByRole("button", { name: "Go there" }).click();
      await expect(composer()).toBeVisible();
    });
  });

  test("that is not of the one known form does nothing", async () => {
    await launch();
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
    await expect(linkDialog()).toContainText("last:1");
    await page.keyboard.press("Escape");
    await expect(linkDialog()).toHaveCount(0);
    await expect(composer()).toBeVisible();
    expect(await app.windows()).toEqual(before);
    expect(await app.openedOutside()).toEqual([]);
  });
});
