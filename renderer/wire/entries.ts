import type { WireEntry } from "../../protocol/wire.ts";
import type { ExchangeRow, NoteRow, Row } from "./rows.ts";

/** What this window noted itself beside the host's entries, as the exports tell it. Time in Unix ms on the host's clock. */
export type NoteEntry =
  | { readonly kind: "reconnected" | "gap"; readonly at: number }
  | { readonly kind: "missed"; readonly at: number; readonly count: number }
  | {
      readonly kind: "closed";
      readonly at: number;
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

/** All entries that the rows were made of, by time: as the host told them, and what was noted here. */
export function entriesOf(rows: readonly Row[]): (WireEntry | NoteEntry)[] {
  const entries = new Set<WireEntry>();
  const notes: NoteEntry[] = [];
  const exchange = ({ request, response, nothing, end }: ExchangeRow): void => {
    for (const entry of [request, response, nothing, end]) if (entry) entries.add(entry);
  };
  for (const row of rows) {
    if (row.kind === "exchange") exchange(row);
    else if (row.kind === "switch") entries.add(row.switch);
    else if (row.kind === "note") notes.push(noteEntry(row));
    else {
      exchange(row.carrier);
      entries.add(row.packet);
    }
  }
  const told = [...entries].sort((a, b) => a.at - b.at || a.n - b.n);
  return [...told, ...notes].sort((a, b) => a.at - b.at); // a stable sort: of the same moment the host's come first
}

export function noteEntry(row: NoteRow): NoteEntry {
  const { at } = row;
  if (row.note === "missed") return { kind: "missed", at, count: row.count };
  if (row.note !== "closed") return { kind: row.note, at };
  const { code, reason, wasClean } = row.life.close;
  return { kind: "closed", at, code, reason, wasClean };
}
