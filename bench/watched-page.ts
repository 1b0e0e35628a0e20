import type { Browser, Page } from "@playwright/test";

declare global {
  interface Window {
    longTasks: number[];
    frameTimes: number[];
  }
}

/** What a page has recorded: durations of its long tasks (over 50 ms) and of its frames, in ms. */
export interface Smoothness {
  longTasks: number[];
  frames: number[];
}

/** A page that records its frames and, as the browser tells them, its long tasks (https://w3c.github.io/longtasks/). */
export async function openWatchedPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    window.longTasks = [];
    window.frameTimes = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push(entry.duration);
    }).observe({ type: "longtask" });
    let last = performance.now();
    const frame = (now: number): void => {
      window.frameTimes.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return page;
}

/** Lets the record begin anew. */
export async function forgetSmoothness(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.longTasks = [];
    window.frameTimes = [];
  });
}

/** The record since it began. */
export function smoothnessOf(page: Page): Promise<Smoothness> {
  return page.evaluate(() => ({ longTasks: window.longTasks, frames: window.frameTimes }));
}

/** Goes into the lobby of the host at `url`, through the start screen. */
export async function enter(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("textbox", { name: /name/i }).fill("Bench");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^\d+ (person|people)$/ }).waitFor();
}
