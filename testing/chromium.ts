import { existsSync } from "node:fs";
import { type Browser, chromium, type LaunchOptions } from "@playwright/test";

/**
 * How the tests start a browser: the one that CHROMIUM_PATH names; else, on x64 Linux, the one that comes as
 * an npm package with its own libraries; else an installed Chrome; else Playwright's own.
 */
export async function chromiumOptions(): Promise<LaunchOptions> {
  const args = [
    "--no-sandbox", // tests may run as root, where Chromium's sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  const named = process.env.CHROMIUM_PATH;
  if (named) return { executablePath: named, args };
  if (process.platform === "linux" && process.arch === "x64") {
    process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x"; // makes the package unpack its own libraries
    const { default: bundled } = await import("@sparticuz/chromium");
    return { executablePath: await bundled.executablePath(), args };
  }
  const own = chromium.executablePath();
  return existsSync(own) ? { executablePath: own, args } : { channel: "chrome", args };
}

/** A headless browser of its own; whoever launches it closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ headless: true, ...(await chromiumOptions()) });
}
