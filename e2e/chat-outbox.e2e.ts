import { expect, type Page } from "@playwright/test";
import { LOBBY } from "../protocol/limits.ts";
import { announcement, composer, message, say, test } from "./app.ts";

/** Makes the host refuse the next message of this page with `not-stored`, as a full disk would. */
async function refuseNextMessage(page: Page): Promise<void> {
  let isRefused = false;
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const host = socket.connectToServer();
    socket.onMessage((frame) => {
      // Socket.IO: 4 message, 2 event, the id of the ack, [name, body].
      const [, ack] = /^42(\d+)\["message",/.exec(String(frame)) ?? [];
      if (ack === undefined || isRefused) return host.send(frame);
      isRefused = true;
      const error = { code: "not-stored", message: "The host could not store the message." };
      socket.send(`43${ack}${JSON.stringify([{ ok: false, error }])}`);
    });
  });
}

test("a refused message stays in its place and says why; Retry sends it, Remove takes it away", async ({
  open,
  someone,
}) => {
  const mina = await someone("Mina");
  const ada = await open();
  await refuseNextMessage(ada);
  await ada.reload();
  await ada.getByLabel("Your name").fill("Ada");
  await ada.getByRole("button", { name: "Join" }).click();

  await say(ada, "please store this");
  const failed = ada.getByRole("article").filter({ hasText: "Not sent:" });
  await expect(failed).toContainText("please store this");
  await expect(failed).toContainText("its disk may be full");
  mina.send(LOBBY, "something else");
  await expect(message(ada, "something else")).toBeVisible();
  const [above, below] = await Promise.all([
    failed.boundingBox(),
    message(ada, "something else").boundingBox(),
  ]);
  expect(above?.y, "the failed message stands above what came later").toBeLessThan(below?.y ?? 0);

  await failed.getByRole("button", { name: "Retry" }).click();
  await expect(failed).toBeHidden();
  await expect(ada.locator("[data-seq]").filter({ hasText: "please store this" })).toHaveCount(1);

  await say(ada, "a bell \u0007 cannot be sent");
  await expect(failed).toContainText("cannot be sent. Write it again");
  await failed.getByRole("button", { name: "Remove" }).click();
  await expect(failed).toBeHidden();
  await ada.reload();
  await expect(message(ada, "please store this")).toHaveCount(1);
  await expect(message(ada, "a bell")).toHaveCount(0);
});

test("a host that goes away is told in words; what one writes meanwhile waits, and is sent when it is back", async ({
  enter,
  host,
}) => {
  const ada = await enter("Ada");
  await say(ada, "before");
  await expect(ada.locator("[data-seq]").filter({ hasText: "before" })).toBeVisible();
  await host.stop("SIGKILL");
  await expect(ada.getByText("Maple Lab does not answer")).toBeVisible({ timeout: 20_000 });
  await expect(ada.getByRole("timer")).toHaveText(/Trying again/);
  await say(ada, "while it was away 1");
  await say(ada, "while it was away 2");
  await expect(ada.getByRole("log").getByText("Waiting")).toHaveCount(2);

  await ada.getByRole("button", { name: "Try now" }).click();
  await expect(ada.getByText("Maple Lab does not answer")).toBeVisible();
  await host.start();
  await expect(ada.getByText("Connected to Maple Lab again")).toBeVisible({ timeout: 20_000 });
  await expect(ada.locator("[data-seq]")).toHaveText([/before/, /away 1/, /away 2/]);
  await expect(ada.getByRole("log").getByText("Waiting")).toHaveCount(0);
});

test("a host that is closed says so", async ({ enter, host }) => {
  const ada = await enter("Ada");
  await host.stop("SIGTERM");
  await expect(ada.getByText("Maple Lab was closed")).toBeVisible();
  await expect(ada.getByText("You can go on writing")).toBeVisible();
  await expect(ada.getByRole("timer")).toHaveText(/Trying again/);
});

test("a reload loses nothing of what waits to be sent, and sends it once", async ({ enter, someone }) => {
  const mina = await someone("Mina");
  const heard: string[] = [];
  mina.on("message", ({ message: { text } }) => heard.push(text));
  const ada = await enter("Ada");
  // By long polling every message is a request, which can be kept from the host.
  await ada.getByRole("radio", { name: "Long polling" }).click();
  await expect(announcement(ada)).toHaveText("Switched to Long polling");
  await ada.context().route("**/socket.io/**", (route) => route.abort());
  await say(ada, "first of two");
  await say(ada, "second of two");
  await expect(ada.getByText("Not connected to Maple Lab")).toBeVisible();

  await ada.reload();
  await expect(message(ada, "second of two")).toBeVisible();
  expect(heard).toEqual([]);
  await ada.context().unroute("**/socket.io/**");
  await expect(ada.locator("[data-seq]")).toHaveText([/first of two/, /second of two/], { timeout: 30_000 });
  await expect.poll(() => heard).toEqual(["first of two", "second of two"]);

  await ada.reload();
  await expect(ada.locator("[data-seq]")).toHaveText([/first of two/, /second of two/]);
  await expect(composer(ada)).toBeVisible();
  expect(heard).toHaveLength(2);
});
