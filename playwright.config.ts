import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "./testing/chromium.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.e2e.ts",
  testIgnore: ["**/node_modules/**", "**/dist/**"],
  workers: 3, // most of the time they wait
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 }, // a busy machine is slow, not wrong
  reporter: "list",
  use: { browserName: "chromium", headless: true, launchOptions: await chromiumOptions() },
});
