import { expect, test } from "vitest";
import type { Measured } from "../../protocol/report.ts";
import { TRANSPORTS } from "../../protocol/transport-names.ts";
import { SHAPES } from "../../renderer/transport/transport-mark.tsx";
import { reportHtml } from "./html.ts";
import { measuredOf, reportOf, withFew } from "./test-results.ts";
import { LOOKS } from "./transports.ts";

const report = reportOf(TRANSPORTS.map((transport) => measuredOf(transport)));

test("escapes whatever it is given", () => {
  const nasty = `</style><script>alert(1)</script>"'&`;
  const failed = { transport: "sse", scenario: "chat", conditions: "direct", outcome: "failed" } as const;
  const html = reportHtml(reportOf([{ ...failed, reason: nasty }], "en", nasty));
  expect(html).not.toContain("<script");
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  const written = "&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;";
  expect(html.split(written).length - 1).toBe(2); // the reason, and the command
});

test("loads nothing", () => {
  const html = reportHtml(report).replaceAll(' href="#', ""); // to a place in the page itself
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(html).not.toMatch(
    /https?:|\/\/|url\(|@import|<(script|link|img|iframe|object|embed)\b|\s(src|href)=/,
  );
});

test("of several heats gives an overview that leads to each", () => {
  const other = { scenario: "clock", conditions: "flaky" } as const;
  const results = [measuredOf("sse"), { ...measuredOf("sse", { lost: 1 }), ...other }];
  const html = reportHtml(reportOf(results));
  expect(html).toContain('<a href="#chat-direct">Chat, direct</a>');
  expect(html).toContain('<section id="clock-flaky">');
  expect(html).toContain('<td class="faulty">3 ms</td>');
  expect(reportHtml(report)).not.toContain("Overview");
});

test("is in the report's language, and marks what programs said as English", () => {
  const cell = { transport: "websocket", scenario: "chat", conditions: "direct" } as const;
  const cause = { code: "message-not-taken", quote: "Too fast by far." } as const;
  const results = [measuredOf("sse"), { ...cell, outcome: "failed", reason: "", cause } as const];
  const html = reportHtml(reportOf(results, "zh"));
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain("<h2>聊天，直连</h2>");
  expect(html).toContain(
    '<li>WebSocket 失败：有一条消息没有被接受：<span lang="en">Too fast by far.</span></li>',
  );
  expect(reportHtml(reportOf(results))).toContain('<html lang="en">');
});

test("shows no percentile of too few deliveries, and no processor time that is too little to tell", () => {
  const cells = (name: string, result: Measured): string | undefined =>
    new RegExp(`<th scope="row">${name}</th><td class="">(.*?)</td>`).exec(
      reportHtml(reportOf([result])),
    )?.[1];
  const shown = (count: number) =>
    ["median, p50", "slowest 5\u00a0%, p95", "slowest 1\u00a0%, p99", "deliveries"].map((name) =>
      cells(name, withFew("sse", count)),
    );
  expect(shown(3)).toEqual(["0 ms", "–", "–", "3"]);
  expect(shown(20)).toEqual(["0 ms", "0 ms", "–", "20"]);
  expect(shown(100)).toEqual(["0 ms", "0 ms", "0 ms", "100"]);
  expect(cells("CPU ms / 1,000", measuredOf("sse", { cpuMs: 49 }))).toBe("–");
  expect(cells("CPU ms / 1,000", measuredOf("sse", { cpuMs: 50 }))).toBe("125");
});

test("says on what it was measured and how to repeat it", () => {
  const html = reportHtml(report);
  for (const fact of [report.date, report.node, report.machine.os, report.command, "<dt>Seed</dt><dd>1</dd>"])
    expect(html).toContain(fact);
});

test("draws the transports as the app does", () => {
  for (const transport of TRANSPORTS) expect(LOOKS[transport].shape).toBe(SHAPES[transport]);
});
