import type { Report } from "../../protocol/report.ts";
import { reportCsv } from "./csv.ts";
import { reportHtml } from "./html.ts";

export const REPORT_FORMATS = ["html", "json", "csv"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

export function isReportFormat(name: string): name is ReportFormat {
  return REPORT_FORMATS.some((known) => known === name);
}

/** A report as a file's text. */
export function formatReport(report: Report, format: ReportFormat): string {
  if (format === "html") return reportHtml(report);
  if (format === "csv") return reportCsv(report);
  return `${JSON.stringify(report, null, 2)}\n`;
}
