import type { WireEntry } from "../../protocol/wire.ts";
import type { ExchangeRow, Row } from "./rows.ts";

/** All entries that the rows were made of, by time, as the host told them. */
export function entriesOf(rows: readonly Row[]): WireEntry[] {
  const entries = new Set<WireEntry>();
  const exchange = ({ request, response, nothing, end }: ExchangeRow): void => {
    for (const entry of [request, response, nothing, end]) if (entry) entries.add(entry);
  };
  for (const row of rows) {
    if (row.kind === "exchange") exchange(row);
    else if (row.kind === "switch") entries.add(row.switch);
    else if (row.kind === "packet") {
      exchange(row.carrier);
      entries.add(row.packet);
    }
  }
  return [...entries].sort((a, b) => a.at - b.at || a.n - b.n);
}
