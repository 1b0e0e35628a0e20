import { execFileSync } from "node:child_process";
import { test as base, type Page } from "@playwright/test";
import type { DesktopApp } from "../testing/desktop-app/desktop-app.ts";
import { expect, inWindow } from "../testing/desktop-app/in-window.ts";
import { type LaunchOptions, launchDesktopApp } from "../testing/desktop-app/launch.ts";

/** What the tests of the desktop app share: the app as it was built, in Electron where there is one, else on a stand-in for it. */

export { expect } from "../testing/desktop-app/in-window.ts";

/** A running app, its window's page, and what one sees and does in it. */
export type Desktop = { app: DesktopApp; page: Page } & ReturnType<typeof inWindow>;

interface Fixtures {
  /** Starts an app with data of its own, which ends with the test. */
  launch(options?: LaunchOptions): Promise<Desktop>;
}

interface WorkerFixtures {
  /** What it ran on, told once at the end. The app is built by then. */
  ranOn: Set<DesktopApp["runsOn"]>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  ranOn: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
    async ({}, use) => {
      execFileSync(process.execPath, ["scripts/build.mjs", "--if-stale"], { stdio: "inherit" });
      const ranOn = new Set<DesktopApp["runsOn"]>();
      await use(ranOn);
      for (const one of ranOn) console.log(`The desktop app ran on ${one}.`);
    },
    { scope: "worker" },
  ],
  launch: async ({ ranOn }, use, info) => {
    const apps: DesktopApp[] = [];
    await use(async (options) => {
      const app = await launchDesktopApp(options);
      apps.push(app);
      ranOn.add(app.runsOn);
      info.annotations.push({ type: "runs on", description: app.runsOn });
      const page = await app.page();
      await expect(page.getByLabel("Your name").first()).toBeAttached();
      return { app, page, ...inWindow(() => page) };
    });
    for (const app of apps) await app.dispose();
  },
});
