import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

interface Extent {
  /** Only what these selectors match; without it, the whole page. */
  within?: readonly string[];
  /** In the page's own window, for browsers that let no test open another one: the desktop app's. */
  legacy?: boolean;
}

/** Nothing that axe knows to look for, contrast among it, is wrong with what is on screen once it has come to rest. */
export async function expectAccessible(
  page: Page,
  what: string,
  { within = [], legacy = false }: Extent = {},
): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  );
  const axe = new AxeBuilder({ page }).setLegacyMode(legacy);
  for (const selector of within) axe.include(selector);
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
  expect(found, what).toEqual([]);
}
