import { type BrowserContext, type CDPSession, chromium } from "@playwright/test";

interface TestBrowser {
  context: BrowserContext;
  cdp: CDPSession;
}

let connection: Promise<TestBrowser> | undefined;

async function connect(): Promise<TestBrowser> {
  const endpoint = process.env.STAND_IN_BROWSER;
  if (!endpoint) throw new Error("STAND_IN_BROWSER must name the DevTools endpoint of a running Chromium.");
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error("The browser has no context.");
  return { context, cdp: await browser.newBrowserCDPSession() };
}

/** The Chromium that the test has started. */
export function testBrowser(): Promise<TestBrowser> {
  connection ??= connect();
  return connection;
}
