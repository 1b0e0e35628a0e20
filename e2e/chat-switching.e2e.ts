import { expect, type Page } from "@playwright/test";
import type { Session } from "../client/session.ts";
import { LOBBY } from "../protocol/limits.ts";
import { TRANSPORTS } from "../protocol/transport-names.ts";
import { words } from "../renderer/words/index.ts";
import { until } from "../testing/until.ts";
import { readRoom, say, test } from "./app.ts";

const names = words.en.transport.name;
/** Time between two messages of the one who talks all the time, in ms: 20 a second. */
const PACE = 50;

test("two browsers talk over each transport and switch while a third person sends 20 messages a second: all is on screen, in order, once", async ({
  enter,
  someone,
}) => {
  test.setTimeout(240_000);
  const third = await someone("Third");
  const stored = textsBySeq(third);
  const ada = await enter("Ada");
  const mina = await enter("Mina");

  let sent = 0;
  const talking = setInterval(() => third.send(LOBBY, `third ${++sent}`), PACE);
  try {
    for (const [i, transport] of TRANSPORTS.entries()) {
      // Ada by the panel, Mina by the keyboard and in another order: both switch at about the same time.
      const other = TRANSPORTS[(i + 3) % TRANSPORTS.length] ?? transport;
      await ada.getByRole("radio", { name: names[transport] }).click();
      await mina.keyboard.press(`Alt+${TRANSPORTS.indexOf(other) + 1}`);
      await usesTransport(ada, names[transport]);
      await usesTransport(mina, names[other]);
      await say(ada, `Ada by ${transport}`);
      await say(mina, `Mina by ${other}`);
      // Not looked for on screen yet: twenty messages later it has left it.
      const spoken = [`Ada by ${transport}`, `Mina by ${other}`];
      await until("both are heard", () => spoken.every((text) => [...stored.values()].includes(text)));
    }
  } finally {
    clearInterval(talking);
  }
  await until(
    "all is stored",
    () => third.outbox.length === 0 && stored.size === sent + 2 * TRANSPORTS.length,
  );

  const expected = [...stored].map(([seq, text]) => ({ seq, text }));
  for (const page of [ada, mina]) {
    await expect(page.locator(`[data-seq="${stored.size}"]`)).toBeAttached({ timeout: 20_000 });
    expect(await readRoom(page)).toEqual(expected);
  }
});

/** The room's messages as the third person's session has them: in order, each seq once. */
function textsBySeq(session: Session): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  session.on("message", ({ message: { seq, text } }) => {
    expect(seq).toBe(texts.size + 1);
    texts.set(seq, text);
  });
  return texts;
}

async function usesTransport(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("radio", { name })).toBeChecked({ timeout: 20_000 });
}
