import type { TFunction } from "i18next";
import type { PacketRow, Row } from "./rows.ts";
import { inWordsOf } from "./what.ts";

/** All rows of one chat message: its packets up and down, the host's answer to it, and the exchanges that carried them. */
export function rowsOfMessage(rows: readonly Row[], id: string): ReadonlySet<Row> {
  const found = new Set<Row>();
  // Questions that have no answer yet. A new connection answers none of the one before.
  const asked = new Set<number>();
  for (const row of rows) {
    if (row.kind === "note" && row.note === "reconnected") asked.clear();
    if (row.kind !== "packet") continue;
    if (row.message === id) {
      if (row.packet.direction === "up" && row.ack !== null) asked.add(row.ack);
    } else if (!isAnswer(row) || !asked.delete(row.ack)) continue;
    found.add(row).add(row.carrier);
  }
  return found;
}

function isAnswer(row: PacketRow): row is PacketRow & { ack: number } {
  const { key } = row.what;
  return row.packet.direction === "down" && row.ack !== null && (key === "stored" || key === "answer");
}

/** What a message is called: by its number; before it has one, by its text. Null when none of its packets is kept. */
export function nameOfMessage(rows: readonly Row[], id: string, t: TFunction): string | null {
  let ofOwn: PacketRow | null = null;
  for (const row of rows) {
    if (row.kind !== "packet" || row.message !== id) continue;
    if (row.what.key === "message") return inWordsOf(row.what, t);
    ofOwn ??= row;
  }
  return ofOwn && inWordsOf(ofOwn.what, t);
}
