import type { TransportName } from "../../protocol/transport-names.ts";
import { isIdle } from "./filter.ts";
import { field, readPacket } from "./packet.ts";
import { type ExchangeRow, isPoll, type NoteRow, type PacketRow, type Row, timeOf } from "./rows.ts";

/** What one line of the diagram tells, from the top down. `at`: Unix ms on the host's clock. */
export type Step = { readonly key: string; readonly at: number } & (
  | {
      /** Idle polls in a row. */
      readonly kind: "idle";
      readonly transport: TransportName;
      readonly count: number;
    }
  /** A request that asks for something goes to the host, or the host answers one with a status. */
  | { readonly kind: "ask" | "answer"; readonly row: ExchangeRow }
  /** A request that brings something to the host, with all that it carries. `others`: it goes on to them. */
  | {
      readonly kind: "post";
      readonly row: ExchangeRow;
      readonly packets: readonly PacketRow[];
      readonly others: "to" | null;
    }
  /** The host has something to say, or one says something on a WebSocket. `others`: it comes from or goes to them. */
  | { readonly kind: "packet"; readonly row: PacketRow; readonly others: "from" | "to" | null }
  | { readonly kind: "switch"; readonly to: TransportName }
  /** A connection broke. `code`: of a WebSocket. */
  | { readonly kind: "lost"; readonly code: number | null }
  /** Another connection begins, or something is not known. */
  | { readonly kind: "back" | "unknown" }
);

/** The last things that happened, at most `most` lines, the newest last. `me`: one's own member id. */
export function sequenceOf(rows: readonly Row[], me: string, most: number): Step[] {
  const steps: Step[] = []; // the newest first
  const bodies = new Map<ExchangeRow, PacketRow[]>();
  for (let i = rows.length - 1; i >= 0 && steps.length < most; i--) {
    const row = rows[i];
    if (!row) continue;
    if (row.kind === "packet" && isBody(row))
      bodies.set(row.carrier, [row, ...(bodies.get(row.carrier) ?? [])]);
    else if (row.kind === "note") addNote(steps, row, rows[i - 1]);
    else if (row.kind === "exchange" && isIdle(row)) addIdle(steps, row);
    else if (row.kind === "exchange") addExchange(steps, row, bodies.get(row) ?? []);
    else if (row.kind === "packet")
      steps.push({ ...placed(row), kind: "packet", row, others: othersOf(row, me) });
    else steps.push({ ...placed(row), kind: "switch", to: row.switch.to });
  }
  return steps.slice(0, most).reverse();
}

function placed(row: Row, part = ""): { key: string; at: number } {
  return { key: `${row.key}${part}`, at: timeOf(row) };
}

/** Whether a POST has brought it: then one arrow tells both. */
function isBody({ carrier, packet }: PacketRow): boolean {
  return carrier.request.method === "POST" && packet.direction === "up";
}

function addIdle(steps: Step[], row: ExchangeRow): void {
  const { transport } = row.request;
  const last = steps.at(-1);
  if (last?.kind === "idle" && last.transport === transport)
    steps[steps.length - 1] = { ...last, count: last.count + 1 };
  else steps.push({ ...placed(row), kind: "idle", transport, count: 1 });
}

/** A request, and in its place by time the answer. That of a poll is what it brings, unless it is refused. */
function addExchange(steps: Step[], row: ExchangeRow, packets: readonly PacketRow[]): void {
  const { request, response } = row;
  if (response && !(isPoll(row) && response.status === 200)) {
    const { at } = response;
    const later = steps.findIndex((step) => step.at <= at);
    // What an answer carries comes after its head, although both may be told as of the same moment.
    const carried = steps.findLastIndex((step) => step.kind === "packet" && step.row.carrier === row);
    const place = Math.max(later === -1 ? steps.length : later, carried + 1);
    steps.splice(place, 0, { key: `${row.key} answer`, at, kind: "answer", row });
  }
  if (request.method !== "POST") steps.push({ ...placed(row), kind: "ask", row });
  else {
    const others = packets.some(({ what }) => what.key === "yours") ? "to" : null;
    steps.push({ ...placed(row), kind: "post", row, packets, others });
  }
}

/** A loss, and that there is a connection again. A WebSocket that was closed in good order is no loss. */
function addNote(steps: Step[], row: NoteRow, before: Row | undefined): void {
  if (row.note === "closed") {
    if (isBreak(row)) addLoss(steps, row, row.life.close.code);
  } else if (row.note === "reconnected") {
    steps.push({ ...placed(row), kind: "back" });
    // Where no WebSocket has said so, that there is another connection tells that the one before was lost.
    if (!(before?.kind === "note" && isBreak(before))) addLoss(steps, row, null);
  } else steps.push({ ...placed(row), kind: "unknown" });
}

function isBreak(row: NoteRow): boolean {
  return row.note === "closed" && !row.life.close.wasClean;
}

/** Attempts that fail after a loss are no further ones. */
function addLoss(steps: Step[], row: NoteRow, code: number | null): void {
  if (steps.at(-1)?.kind === "lost") steps.pop();
  steps.push({ ...placed(row, " lost"), kind: "lost", code });
}

/** Whether others have a part in it: a message of theirs that comes here, or one's own that goes to them. */
function othersOf({ packet, what }: PacketRow, me: string): "from" | "to" | null {
  if (packet.direction === "up") return what.key === "yours" ? "to" : null;
  if (what.key === "typing" || what.key === "stopped" || what.key === "member") return "from";
  if (what.key !== "message") return null;
  const body = readPacket(packet.packet, packet.binary).socket?.body;
  const sender = field(field(body, "sender"), "id");
  return sender === me ? null : "from";
}

/** The exchange whose answer stays open and carries what comes below it in the diagram. */
export function isHeldOpen(row: ExchangeRow): boolean {
  return row.request.method === "GET" && (!isPoll(row) || row.request.transport === "long-polling");
}

/** Whether it tells of that chat message. */
export function isOfMessage(step: Step, message: string | null): boolean {
  if (message === null) return false;
  if (step.kind === "packet") return step.row.message === message;
  return step.kind === "post" && step.packets.some((packet) => packet.message === message);
}
