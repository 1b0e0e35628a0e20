import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { reportHtml } from "./html.ts";
import { measuredOf, reportOf } from "./test-results.ts";

test("a report opens from disk, asks nobody for anything, and breaks no rule of its own", async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "pushpull-report-"));
  const file = join(folder, "report.html");
  writeFileSync(file, reportHtml(reportOf(TRANSPORTS.map((transport) => measuredOf(transport)))));
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  try {
    await page.goto(pathToFileURL(file).href);
    await expect(page.getByRole("heading", { name: "Chat, direct" })).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "WebSocket" })).toBeVisible();
    await expect(page.getByRole("img", { name: /short polling: median 3 ms/ })).toBeVisible();
    const styled = await page.locator("body").evaluate((body) => getComputedStyle(body).margin);
    expect(styled).toBe("0px");
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(complaints).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
