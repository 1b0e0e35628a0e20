import { expect as expectSoon, type Locator, type Page } from "@playwright/test";
import { Session } from "../../client/session.ts";
import { LOBBY } from "../../protocol/limits.ts";

/** A busy machine is slow. */
export const expect = expectSoon.configure({ timeout: 30_000 });

/** What one sees and does in the window whose page `page` gives. */
export function inWindow(page: () => Page) {
  const composer = (room = LOBBY): Locator => page().getByRole("textbox", { name: `Message #${room}` });
  const message = (text: string): Locator => page().getByRole("article").filter({ hasText: text });
  const dialog = (name: string): Locator => page().getByRole("dialog", { name });

  /** Goes through the start screen into the lobby of the app's own host. */
  async function join(name: string): Promise<void> {
    await page().getByLabel("Your name").fill(name);
    await page().getByRole("button", { name: "Join" }).click();
    await expect(composer()).toBeVisible();
  }

  async function say(text: string): Promise<void> {
    await composer().fill(text);
    await composer().press("Enter");
  }

  /** URL of the app's own host. */
  async function hostUrl(): Promise<string> {
    const url = await page().evaluate(() => window.pushpull?.hostUrl());
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    return url ?? "";
  }

  /** Bert is in the lobby of the app's own host, as long as `task` takes. */
  async function withOther(task: (other: Session) => Promise<void>): Promise<void> {
    const other = new Session({ url: await hostUrl(), name: "Bert", token: "token-of-bert-0123456789" });
    try {
      other.connect();
      await expect.poll(() => other.state).toBe("connected");
      expect(await other.join(LOBBY)).toMatchObject({ ok: true });
      await task(other);
    } finally {
      await other.close();
    }
  }

  /** Nobody looks at the window any more: what the page goes by is its focus. */
  async function lookAway(): Promise<void> {
    await page().evaluate(() => {
      Object.defineProperty(document, "hasFocus", { value: () => false, configurable: true });
      dispatchEvent(new Event("blur"));
    });
  }

  async function lookAgain(): Promise<void> {
    await page().evaluate(() => {
      Reflect.deleteProperty(document, "hasFocus");
      dispatchEvent(new Event("focus"));
    });
  }

  return { composer, message, dialog, join, say, hostUrl, withOther, lookAway, lookAgain };
}
