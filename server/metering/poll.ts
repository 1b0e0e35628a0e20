import type { ServerResponse } from "node:http";
import type { Packet } from "engine.io-parser";
import type { Bill } from "../../protocol/meter.ts";
import { packetBytes } from "../../transports/wire.ts";
import { responseHead, statedLength } from "./heads.ts";

/** A poll of a session that its transport has answered. */
export interface AnsweredPoll {
  response: ServerResponse;
  packets: readonly Packet[];
  /** Bytes that came for it: it has no body. */
  up: number;
  heldMs: number;
}

/**
 * Adds the poll to a bill. Returns the bytes of its answer, or null, with nothing added, when its head does not say them.
 * The bill is the same as that of an exchange. But most requests are polls, and to make an exchange for each and to ask
 * the socket what it has written would cost more than all else in the meter.
 */
export function bookPoll(bill: Bill, { response, packets, up, heldMs }: AnsweredPoll): number | null {
  let payload = 0;
  let hasData = false;
  for (const packet of packets) {
    payload += packetBytes(packet);
    if (packet.type !== "noop") hasData = true;
  }
  const body = statedLength(response);
  if (!response.writableEnded || !(body >= payload)) return null;
  const head = responseHead(response).length;
  bill.up.heads += up;
  bill.down.heads += head;
  bill.down.payload += payload;
  bill.down.framing += body - payload;
  if (hasData) bill.requests.data++;
  else bill.requests.empty++;
  bill.heldMs += heldMs;
  return head + body;
}
