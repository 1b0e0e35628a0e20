import type { Bill, Parts } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";

/** Bytes at the TCP sockets; up is towards the host. */
export interface Tally {
  up: number;
  down: number;
}

export function addTally(to: Tally, bytes: Tally): void {
  to.up += bytes.up;
  to.down += bytes.down;
}

export function emptyBill(transport: TransportName): Bill {
  return {
    transport,
    up: { payload: 0, framing: 0, heads: 0, handshake: 0 },
    down: { payload: 0, framing: 0, heads: 0, handshake: 0 },
    requests: { data: 0, empty: 0, waiting: 0, stream: 0, post: 0, upgrade: 0 },
    heldMs: 0,
  };
}

/** A bill of its own with the same figures. */
export function copyBill(bill: Bill): Bill {
  return { ...bill, up: { ...bill.up }, down: { ...bill.down }, requests: { ...bill.requests } };
}

/** Adds what `bill` says to `to`. */
export function addBill(to: Bill, bill: Bill): void {
  addParts(to.up, bill.up);
  addParts(to.down, bill.down);
  for (const kind of Object.keys(bill.requests) as (keyof Bill["requests"])[])
    to.requests[kind] += bill.requests[kind];
  to.heldMs += bill.heldMs;
}

function addParts(to: Parts, parts: Parts): void {
  to.payload += parts.payload;
  to.framing += parts.framing;
  to.heads += parts.heads;
  to.handshake += parts.handshake;
}
