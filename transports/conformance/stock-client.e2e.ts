import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { startPageServer } from "../../testing/page-server.ts";
import { TestHost } from "./test-host.ts";

test("a page with stock socket.io-client polls, goes over to WebSocket by itself, and talks", async ({
  page,
}) => {
  const pages = await startPageServer(fileURLToPath(new URL("./stock-page.ts", import.meta.url)));
  const host = await new TestHost().listen();
  await page.goto(pages.url);
  await page.waitForFunction(() => "talk" in window);
  const { answers, transport } = await page.evaluate((url) => window.talk(url), host.url);
  expect(answers).toEqual([...Array(201).keys()]);
  expect(transport).toBe("websocket");
  await host.drained();
  await host.close();
  await pages.close();
});
