import type { CellResult, Figures, Report } from "../../protocol/report.ts";

/**
 * The results as comma-separated values (RFC 4180), one row a cell; nested figures as `latencyMs.p50`. Where a figure's
 * name in the JSON leaves open by what or of what it is, its head says it.
 */
export function reportCsv({ results }: Pick<Report, "results">): string {
  const rows = results.map(flat);
  const heads = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return [
    heads.map((head) => HEADS[head] ?? head),
    ...rows.map((row) => heads.map((head) => row.get(head) ?? "")),
  ]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");
}

const HEADS: Readonly<Record<string, string>> = {
  wireBytesPerMessage: "wireBytesPerDelivery",
  wireBytesPerSent: "wireBytesPerMessage",
  requestsPerMessage: "requestsPerDelivery",
  requestsPerSent: "requestsPerMessage",
  heapPerConnection: "memoryInUsePerClient",
  memoryPerConnection: "residentMemoryPerClient",
} satisfies Partial<Record<keyof Figures, string>>;

function flat(result: CellResult): Map<string, string> {
  const cells = new Map<string, string>();
  const add = (key: string, value: unknown): void => {
    if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) add(key === "" ? name : `${key}.${name}`, inner);
    } else cells.set(key, value === null || value === undefined ? "" : String(value));
  };
  add("", result);
  return cells;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
