import { expect, type Page } from "@playwright/test";
import { LOBBY } from "../protocol/limits.ts";
import { until } from "../testing/until.ts";
import { log, message, readRoom, test } from "./app.ts";

/** Keeps this page's requests for older messages from the host until they are let go. */
async function holdHistory(page: Page): Promise<{ letGo(): void }> {
  const held: (() => void)[] = [];
  let isHolding = true;
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const host = socket.connectToServer();
    socket.onMessage((frame) => {
      // Socket.IO: 4 message, 2 event, the id of the ack, [name, body].
      if (isHolding && /^42\d+\["room:history"/.test(String(frame))) held.push(() => host.send(frame));
      else host.send(frame);
    });
  });
  return {
    letGo() {
      isHolding = false;
      for (const send of held.splice(0)) send();
    },
  };
}

test("older messages load as one scrolls up, what is on screen keeps its place, and the beginning is told", async ({
  open,
  someone,
}) => {
  const mina = await someone("Mina");
  // Of many heights: "line 1", "line 2\nmore", ...
  const texts = Array.from({ length: 220 }, (_, i) => `line ${i + 1}${"\nmore".repeat(i % 5)}`);
  for (const text of texts) mina.send(LOBBY, text);
  await until("all is stored", () => mina.outbox.length === 0);

  const ada = await open();
  const history = await holdHistory(ada);
  await ada.reload();
  await ada.getByLabel("Your name").fill("Ada");
  await ada.getByRole("button", { name: "Join" }).click();
  await expect(message(ada, "line 220")).toBeInViewport();
  await expect(ada.getByText(`This is the beginning of #${LOBBY}.`)).toHaveCount(0);

  await scrollUpTo(ada, 200);
  await expect(ada.getByText("Loading messages…")).toBeAttached();
  const first = await firstInView(ada);
  const before = await topOf(ada, first);
  history.letGo();
  await expect(ada.locator("[data-seq]").first()).not.toHaveAttribute("data-seq", "171");
  await expect.poll(() => topOf(ada, first)).toBeCloseTo(before, 0);

  expect((await readRoom(ada)).map(({ text }) => text)).toEqual(texts);
  await log(ada).evaluate((element) => element.scrollTo({ top: 0 }));
  await expect(ada.getByText(`This is the beginning of #${LOBBY}.`)).toBeInViewport();
});

/** Scrolls up as a hand does, a step a frame, so that nothing is passed that was not drawn. */
async function scrollUpTo(page: Page, top: number): Promise<void> {
  await log(page).evaluate(async (element, top) => {
    while (element.scrollTop > top) {
      element.scrollTop = Math.max(top, element.scrollTop - 100);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, top);
}

/** Seq of the first message that is wholly in view. */
async function firstInView(page: Page): Promise<number> {
  return log(page).evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    const rows = [...element.querySelectorAll<HTMLElement>("[data-seq]")];
    return Number(rows.find((row) => row.getBoundingClientRect().top >= top)?.dataset.seq);
  });
}

/** Where a message stands, in px from the top of the window. */
async function topOf(page: Page, seq: number): Promise<number> {
  return (await page.locator(`[data-seq="${seq}"]`).boundingBox())?.y ?? Number.NaN;
}
