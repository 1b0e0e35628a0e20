import type { Life } from "../../client/session.ts";
import type { WireEntry } from "../../protocol/wire.ts";
import type { What } from "./what.ts";

type Of<K extends WireEntry["kind"]> = Extract<WireEntry, { kind: K }>;
export type RequestEntry = Of<"request">;
export type ResponseEntry = Of<"response">;
export type PacketEntry = Of<"packet">;
export type EndEntry = Of<"end">;

/** A request with its answer, as far as it has come; of an upgraded connection, all until its end. */
export interface ExchangeRow {
  readonly kind: "exchange";
  /** Grows from row to row; never given twice. */
  readonly key: number;
  readonly request: RequestEntry;
  response: ResponseEntry | null;
  end: EndEntry | null;
  /** The noop that answered a poll: nothing new. */
  nothing: PacketEntry | null;
  /** Packets that it has carried, and their bytes as they were written. */
  readonly up: { packets: number; bytes: number };
  readonly down: { packets: number; bytes: number };
  /** The recording ended before it did, so that its end is not known. */
  isLost: boolean;
  /** Grows with each change, so that a drawn row knows when it is stale. */
  version: number;
}

/** An event, a chunk, a frame or what a poll brought: it hangs under the exchange that carries it. */
export interface PacketRow {
  readonly kind: "packet";
  readonly key: number;
  readonly packet: PacketEntry;
  readonly carrier: ExchangeRow;
  readonly what: What;
  /** Of a chat message: its id. */
  readonly message: string | null;
  /** The number that ties an answer to its question. */
  readonly ack: number | null;
}

interface SwitchRow {
  readonly kind: "switch";
  readonly key: number;
  readonly switch: Of<"switch">;
}

/** A WebSocket that has closed, with how. */
export type ClosedLife = Life & { readonly close: NonNullable<Life["close"]> };

/** What a line across the table says. */
export type Note =
  /** Another connection follows; or nobody recorded for a while. */
  | { readonly note: "reconnected" | "gap" }
  /** So many entries were dropped by the host before anybody fetched them. */
  | { readonly note: "missed"; readonly count: number }
  /** A WebSocket closed, as the browser said. */
  | { readonly note: "closed"; readonly life: ClosedLife };

/** A line across the table. */
export type NoteRow = Note & { readonly kind: "note"; readonly key: number; readonly at: number };

export type Row = ExchangeRow | PacketRow | SwitchRow | NoteRow;

/** When it happened, in Unix ms on the host's clock. */
export function timeOf(row: Row): number {
  if (row.kind === "exchange") return row.request.at;
  if (row.kind === "packet") return row.packet.at;
  return row.kind === "switch" ? row.switch.at : row.at;
}

/** Whether it asks for what there is, and is answered once. */
export function isPoll({ request }: ExchangeRow): boolean {
  const { transport, method } = request;
  return method === "GET" && (transport === "short-polling" || transport === "long-polling");
}
