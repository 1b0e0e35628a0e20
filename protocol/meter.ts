import { z } from "zod";
import { TRANSPORTS } from "./transport-names.ts";

/**
 * Bytes of one direction, by what they were for. Together they are all that the TCP connections carried.
 *
 * `payload`: the packets, in an encoding that is the same over all six transports (what WebSocket carries of them),
 * so that the other three are the price of the transport. `framing`: all else in HTTP bodies and on upgraded
 * connections: chunk sizes, `data:`, script elements, base64's third, frame heads, masks, pings of WebSocket itself.
 * `heads`: HTTP request and response heads. `handshake`: heads of the exchanges that open a transport.
 */
export const partsSchema = z.object({
  payload: z.int(),
  framing: z.int(),
  heads: z.int(),
  handshake: z.int(),
});

/** Requests by what became of them. Each is counted once. */
export const requestCountsSchema = z.object({
  /** Polls that were answered with packets. */
  data: z.int(),
  /** Polls whose answer was: nothing. */
  empty: z.int(),
  /** Polls that are held open now. */
  waiting: z.int(),
  /** Answers that do not end. */
  stream: z.int(),
  post: z.int(),
  upgrade: z.int(),
});

/** What one transport has cost a session, all times that it was used. Up is towards the host. */
export const billSchema = z.object({
  transport: z.enum(TRANSPORTS),
  up: partsSchema,
  down: partsSchema,
  requests: requestCountsSchema,
  /** How long its requests were open at the host, all together, in ms: of 60 s with one held request, 60,000. */
  heldMs: z.number(),
});

/** What a session has cost so far, counted at the host's TCP sockets. */
export const meterSchema = z.object({
  /** The one in use. */
  transport: z.enum(TRANSPORTS),
  /** One for each transport that the session has used, in the order of their first use. */
  bills: z.array(billSchema),
  /** TCP connections that carry the session now. */
  connections: z.int(),
  /**
   * A proxy says that it stands in between: then these are the bytes between it and the host, and nobody here knows
   * those on its other side.
   */
  proxied: z.boolean(),
  /** The host's process since it was started. */
  host: z.object({
    /** Processor time, in ms. */
    cpuMs: z.number(),
    /** Memory that is resident, in bytes. */
    memory: z.int(),
  }),
});

export type Parts = z.infer<typeof partsSchema>;
export type RequestCounts = z.infer<typeof requestCountsSchema>;
export type Bill = z.infer<typeof billSchema>;
export type Meter = z.infer<typeof meterSchema>;

/** All bytes of one direction. */
export function bytesOf({ payload, framing, heads, handshake }: Parts): number {
  return payload + framing + heads + handshake;
}

/** All requests, those that are still open too. */
export function requestsOf(counts: RequestCounts): number {
  return counts.data + counts.empty + counts.waiting + counts.stream + counts.post + counts.upgrade;
}
