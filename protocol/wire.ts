import { z } from "zod";
import { partsSchema, requestCountsSchema } from "./meter.ts";
import { TRANSPORTS } from "./transport-names.ts";

/**
 * What went over the wire for one session, as its host saw it, told to that session's owner beside the transports.
 * Secrets are replaced by `REDACTED`; sizes are those of the real thing. Times are Unix ms on the host's clock, with
 * fractions.
 */
export const REDACTED = "[redacted]";

/** Of a longer text or binary only the first so many characters (of hex: half as many bytes) are told. */
export const WIRE_TEXT = 4_096;

/** In the order of what happened; without a gap unless the answer says so. */
const numbered = { n: z.int(), at: z.number() };
/** A request and its answer, or an upgraded connection to its end. */
const ofExchange = { ...numbered, exchange: z.int() };

export const wireEntrySchema = z.discriminatedUnion("kind", [
  z.object({
    ...ofExchange,
    kind: z.literal("request"),
    /** The TCP connection: a number that the host gives. */
    connection: z.int(),
    transport: z.enum(TRANSPORTS),
    method: z.string(),
    url: z.string(),
    /** Request line and fields, as they came. */
    head: z.string(),
    headBytes: z.int(),
    /** It was under way when the recording began: what it had carried by then is not told. Older hosts do not say. */
    partial: z.boolean().default(false),
  }),
  z.object({
    ...ofExchange,
    kind: z.literal("response"),
    status: z.int(),
    head: z.string(),
    headBytes: z.int(),
  }),
  z.object({
    ...ofExchange,
    kind: z.literal("packet"),
    /** Up is towards the host. */
    direction: z.enum(["up", "down"]),
    /**
     * When the host had it for the transport, which may make it wait; `at` is when it was written. Null when that is not
     * known. Up it is read as it comes, and this is null, too.
     */
    queued: z.number().nullable().default(null),
    /** The Engine.IO packet: its type as a digit, then text; hex when it is binary. */
    packet: z.string(),
    binary: z.boolean(),
    /** Bytes of the packet, as WebSocket carries it. */
    bytes: z.int(),
    /** The chunk or event in which a stream carried it, with all that is around it; of the other transports null. */
    written: z.object({ text: z.string(), hex: z.boolean(), bytes: z.int() }).nullable(),
    /** Longer than WIRE_TEXT. */
    cut: z.boolean(),
  }),
  z.object({
    ...ofExchange,
    kind: z.literal("end"),
    up: partsSchema,
    down: partsSchema,
    /** What became of it. */
    request: z.enum(Object.keys(requestCountsSchema.shape) as (keyof typeof requestCountsSchema.shape)[]),
    heldMs: z.number(),
  }),
  z.object({
    ...numbered,
    kind: z.literal("switch"),
    from: z.enum(TRANSPORTS),
    to: z.enum(TRANSPORTS),
  }),
]);

/** The answer to a look at the wire. Ask again with `?after=` its `last`. */
export const wirePageSchema = z.object({
  entries: z.array(wireEntrySchema),
  /** Number of the last entry in it; what was asked for when there is none. */
  last: z.int(),
  /** Entries after the one asked for that are gone: nobody fetched them in time. */
  missed: z.int(),
});

export type WireEntry = z.infer<typeof wireEntrySchema>;
export type WirePage = z.infer<typeof wirePageSchema>;
