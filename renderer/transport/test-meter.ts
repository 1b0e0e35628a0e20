import type { Bill, Meter } from "../../protocol/meter.ts";
import type { TransportName } from "../../protocol/transport-names.ts";
import { type Figures, noFigures } from "./figures.ts";
import type { Interval } from "./intervals.ts";

/** Figures that tests make up. */

const noBytes = { payload: 0, framing: 0, heads: 0, handshake: 0 };
const noRequests = { data: 0, empty: 0, waiting: 0, stream: 0, post: 0, upgrade: 0 };

export const bytes = (payload: number, framing: number, heads: number, handshake: number) => ({
  payload,
  framing,
  heads,
  handshake,
});
export const requests = (data: number, empty: number, waiting: number, post = 0) => ({
  data,
  empty,
  waiting,
  post,
  stream: 0,
  upgrade: 0,
});

export function billWith(transport: TransportName, values: Partial<Bill> = {}): Bill {
  return { transport, up: noBytes, down: noBytes, requests: noRequests, heldMs: 0, ...values };
}

export function meterWith(bill: Bill, others: readonly Bill[] = []): Meter {
  const host = { cpuMs: 0, memory: 1_000_000 };
  return { transport: bill.transport, bills: [...others, bill], connections: 1, proxied: false, host };
}

/** Only payload, and only polls that were answered with nothing. */
export function intervalWith(
  transport: TransportName,
  from: number,
  to: number,
  counts: { up?: number; down?: number; requests?: number; messages?: number } = {},
): Interval {
  return {
    transport,
    from,
    to,
    up: { ...noBytes, payload: counts.up ?? 0 },
    down: { ...noBytes, payload: counts.down ?? 0 },
    requests: { ...noRequests, empty: counts.requests ?? 0 },
    heldMs: 0,
    cpuMs: 0,
    switching: false,
    messages: counts.messages ?? 0,
    textBytes: 10 * (counts.messages ?? 0),
  };
}

export function figuresWith(values: Partial<Figures>): Figures {
  return { ...noFigures, transport: "sse", ...values };
}
