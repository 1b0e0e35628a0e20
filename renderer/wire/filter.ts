import type { TransportName } from "../../protocol/transport-names.ts";
import { rowsOfMessage } from "./of-message.ts";
import { isPoll, type Row } from "./rows.ts";

/**
 * What the chips choose by. `held`: the host keeps it open until there is something, or for good. `note`: a line about
 * the connection or the recording itself.
 */
export type Kind = "request" | "held" | "packet" | "switch" | "note";
export const KINDS: readonly Kind[] = ["request", "held", "packet", "switch", "note"];

export interface Filter {
  /** Null: all. */
  readonly kind: Kind | null;
  readonly transport: TransportName | null;
  readonly hidesIdle: boolean;
  /** Id of the one chat message whose rows are shown; null: all. */
  readonly message: string | null;
  /** As it was typed: upper and lower case are the same. */
  readonly text: string;
}

export const NO_FILTER: Filter = { kind: null, transport: null, hidesIdle: false, message: null, text: "" };

export function kindOf(row: Row): Kind {
  if (row.kind !== "exchange") return row.kind;
  const { transport, method } = row.request;
  return method === "POST" || transport === "short-polling" ? "request" : "held";
}

function transportOf(row: Row): TransportName | null {
  if (row.kind === "exchange") return row.request.transport;
  return row.kind === "packet" ? row.carrier.request.transport : null;
}

/** A poll that has brought nothing. */
export function isIdle(row: Row): boolean {
  return row.kind === "exchange" && row.nothing !== null && row.down.packets === 1 && isPoll(row);
}

/** The rows that the filter lets through, and how many there are of each kind and transport. */
export function sift(rows: readonly Row[], filter: Filter, textOf: (row: Row) => string) {
  const kinds: Record<Kind, number> = { request: 0, held: 0, packet: 0, switch: 0, note: 0 };
  const transports = new Map<TransportName, number>();
  const shown: Row[] = [];
  const text = filter.text.toLowerCase();
  const ofMessage = filter.message === null ? null : rowsOfMessage(rows, filter.message);
  for (const row of rows) {
    const kind = kindOf(row);
    const transport = transportOf(row);
    kinds[kind]++;
    if (transport) transports.set(transport, (transports.get(transport) ?? 0) + 1);
    if (filter.kind && kind !== filter.kind) continue;
    // A switch and a note stand between transports, so that they belong to any.
    if (filter.transport && transport && transport !== filter.transport) continue;
    if (filter.hidesIdle && isIdle(row)) continue;
    if (ofMessage && !ofMessage.has(row)) continue;
    if (text && !textOf(row).toLowerCase().includes(text)) continue;
    shown.push(row);
  }
  return { shown, kinds, transports };
}
