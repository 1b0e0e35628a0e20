import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { REPORT_LANGUAGES } from "../../protocol/report.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { reportHtml } from "./html.ts";
import { measuredOf, reportOf } from "./test-results.ts";

const SEEN = {
  en: { heading: "Chat, direct", chart: /short polling: median 3 ms/, lang: "en" },
  zh: { heading: "聊天，直连", chart: /短轮询：中位数 3 ms/, lang: "zh-CN" },
};

for (const language of REPORT_LANGUAGES) {
  test(`a report in ${language} opens from disk, asks nobody for anything, and breaks no rule of its own`, async ({
    page,
  }) => {
    const { heading, chart, lang } = SEEN[language];
    const folder = mkdtempSync(join(tmpdir(), "pushpull-report-"));
    const file = join(folder, "report.html");
    writeFileSync(
      file,
      reportHtml(
        reportOf(
          TRANSPORTS.map((transport) => measuredOf(transport)),
          language,
        ),
      ),
    );
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    try {
      await page.goto(pathToFileURL(file).href);
      await expect(page.getByRole("heading", { name: heading })).toBeVisible();
      await expect(page.getByRole("columnheader", { name: "WebSocket" })).toBeVisible();
      await expect(page.getByRole("img", { name: chart })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      const styled = await page.locator("body").evaluate((body) => getComputedStyle(body).margin);
      expect(styled).toBe("0px");
      expect(requests).toEqual([pathToFileURL(file).href]);
      expect(complaints).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
