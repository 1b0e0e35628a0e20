import type { TransportName } from "../../protocol/transport-names.ts";
import { isIdle } from "./filter.ts";
import { field, readPacket } from "./packet.ts";
import { type ExchangeRow, isPoll, type PacketRow, type Row } from "./rows.ts";

/** What one line of the diagram tells, from the top down. */
export type Step =
  /** Idle polls in a row. */
  | { readonly kind: "idle"; readonly key: number; readonly transport: TransportName; readonly count: number }
  /** A request goes to the host. */
  | { readonly kind: "ask"; readonly key: number; readonly row: ExchangeRow }
  /** The host has something to say, or one says something on a WebSocket. `others`: it comes from or goes to them. */
  | {
      readonly kind: "packet";
      readonly key: number;
      readonly row: PacketRow;
      readonly others: "from" | "to" | null;
    }
  | { readonly kind: "switch"; readonly key: number; readonly to: TransportName };

/** The last things that happened, at most `most` lines, the newest last. `me`: one's own member id. */
export function sequenceOf(rows: readonly Row[], me: string, most: number): Step[] {
  const steps: Step[] = [];
  for (let i = rows.length - 1; i >= 0 && steps.length < most; i--) {
    const row = rows[i];
    if (!row) continue;
    const last = steps.at(-1);
    if (
      row.kind === "exchange" &&
      isIdle(row) &&
      last?.kind === "idle" &&
      last.transport === row.request.transport
    )
      steps[steps.length - 1] = { ...last, count: last.count + 1 };
    else {
      const step = stepOf(row, me);
      if (step) steps.push(step);
    }
  }
  return steps.reverse();
}

function stepOf(row: Row, me: string): Step | null {
  const { key } = row;
  if (row.kind === "note") return null;
  if (row.kind === "switch") return { kind: "switch", key, to: row.switch.to };
  if (row.kind === "packet") return { kind: "packet", key, row, others: othersOf(row, me) };
  return isIdle(row)
    ? { kind: "idle", key, transport: row.request.transport, count: 1 }
    : { kind: "ask", key, row };
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
