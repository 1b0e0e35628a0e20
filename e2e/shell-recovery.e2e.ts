// What the desktop app comes back from: sleep, a screen that is gone, pages that hang and crash. On Electron where there is one, else on a stand-in for it.
import { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { expect, test } from "./desktop.ts";

test("connects anew at once after a sleep, and goes on where it was", async ({ launch }) => {
  const { app, page, message, join, say, withOther } = await launch();
  await join("Ada");
  await withOther(async (other) => {
    const left: string[] = [];
    other.on("member", ({ present, member }) => void (present || left.push(member.name)));
    other.send(LOBBY, "Before the sleep");
    await expect(message("Before the sleep")).toBeVisible();
    await app.wake();
    await expect.poll(() => left).toContain("Ada");
    await say("After the sleep");
    other.send(LOBBY, "Good morning");
    await expect(message("Good morning")).toBeVisible();
    await expect(message("After the sleep")).toHaveCount(1);
    await expect(page.getByText("Sending")).toHaveCount(0);
  });
});

test("brings back a window whose screen is gone", async ({ launch }) => {
  const { app } = await launch();
  const [before] = await app.bounds();
  await app.moveTo(20_000, 20_000);
  await app.startAgain();
  await expect.poll(async () => (await app.bounds())[0]?.x).toBeLessThan(20_000 - (before?.width ?? 0));
});

test("loads its page again when that hangs, and is where it was", async ({ launch }) => {
  const { app, message, join, say } = await launch();
  await join("Ada");
  await say("Written before it hung");
  await expect(message("Written before it hung")).toBeVisible();
  await app.hangPage("Written before it hung");
});

test("loses nothing when page and host crash in the middle of what one says", async ({ launch }) => {
  const { app, join, say, hostUrl } = await launch();
  await join("Ada");
  const url = await hostUrl();
  const texts = Array.from({ length: 12 }, (_, n) => `Number ${n} of twelve`);
  for (const [n, text] of texts.entries()) {
    if (n === 8) await app.crashHost(); // what follows waits in the page
    await say(text);
  }
  await app.crashPage("Number 11 of twelve");
  const other = new Session({ url, name: "Bert" });
  try {
    const stored: string[] = [];
    other.on("message", (delivered) => stored.push(delivered.message.text));
    other.connect();
    await expect.poll(() => other.state).toBe("connected");
    await other.join(LOBBY, { after: 0 });
    await expect.poll(() => stored).toEqual(texts);
  } finally {
    await other.close();
  }
});
