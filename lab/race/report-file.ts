import type { ServerResponse } from "node:http";
import type { Report } from "../../protocol/report.ts";
import { formatReport, type ReportFormat } from "../report/formats.ts";

/** A report that a browser saves. */
export interface ReportFile {
  name: string;
  type: string;
  text: string;
}

const TYPES: Record<ReportFormat, string> = {
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8",
};

export function reportFile(report: Report, format: ReportFormat): ReportFile {
  const [first] = report.results;
  const raced = first ? `-${first.scenario}-${first.conditions}` : "";
  const time = report.date.slice(0, 16).replace(/[T:]/g, "-");
  return {
    name: `pushpull-race${raced}-${time}.${format}`,
    type: TYPES[format],
    text: formatReport(report, format),
  };
}

/** RFC 6266. The names are ASCII without quotes. */
export function sendFile(
  res: ServerResponse,
  { name, type, text }: ReportFile,
  headers: Record<string, string>,
): void {
  res.writeHead(200, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(text),
    "Content-Disposition": `attachment; filename="${name}"`,
    "Cache-Control": "no-store",
    ...headers,
  });
  res.end(text);
}
