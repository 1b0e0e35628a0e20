/** The value below which `p` percent of `values` lie (nearest rank), or NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value. */
export const median = (values: readonly number[]): number => percentile(values, 50);

export interface Column<Row> {
  head: string;
  value(row: Row): string | number;
}

/** Prints rows as a Markdown table, numbers rounded to whole ones and flush right. */
export function printTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const text = (value: string | number): string =>
    typeof value === "number" ? Math.round(value).toLocaleString("en") : value;
  const cells = rows.map((row) => columns.map((column) => text(column.value(row))));
  const widths = columns.map((column, i) =>
    Math.max(column.head.length, ...cells.map((row) => row[i]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  console.log(line(columns.map((column) => column.head)));
  console.log(
    `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`,
  );
  for (const row of cells) console.log(line(row));
}
