import { z } from "zod";
import { billSchema } from "../../protocol/meter.ts";

// What a race and the process of a host that it runs against tell each other. Each side checks what it gets.

/** What the race tells a host's process. */
export const toRaceHost = z.discriminatedUnion("type", [
  z.object({ type: z.literal("start") }),
  /** `collect`: have the garbage collected first, where that can be asked for. */
  z.object({ type: z.literal("sample"), collect: z.boolean() }),
  /** Asks for less than a sample, which costs the host less. `without`: names of the sessions that do not count. */
  z.object({ type: z.literal("glance"), without: z.array(z.string()) }),
  z.object({ type: z.literal("close") }),
]);

const sampleSchema = z.object({
  type: z.literal("sample"),
  /** Processor time of the host's process so far, in ms. */
  cpuMs: z.number(),
  /** Memory of the host's process that is resident, in bytes. */
  rss: z.int(),
  /** Of that, what objects and buffers use, in bytes. */
  used: z.int(),
  bills: z.array(billSchema.extend({ member: z.string().nullable() })),
  /** TCP connections that carry a session, now. */
  connections: z.array(
    z.object({
      /** A number of its own. */
      id: z.int(),
      member: z.string().nullable(),
      /** Of the exchanges of sessions that are over on it, both ways. */
      bytes: z.int(),
      /** Whether it holds a request, or is upgraded. */
      isBusy: z.boolean(),
    }),
  ),
});

const glanceSchema = z.object({
  type: z.literal("glance"),
  /** So far. */
  requests: z.int(),
  /** Wire bytes so far, both ways. */
  bytes: z.int(),
});

/** What a host's process tells the race. */
export const fromRaceHost = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("listening"), port: z.int() }),
  z.object({ type: z.literal("failed"), message: z.string() }),
  sampleSchema,
  glanceSchema,
]);

export type ToRaceHost = z.infer<typeof toRaceHost>;
export type FromRaceHost = z.infer<typeof fromRaceHost>;
/** What a host has cost so far. */
export type HostSample = z.infer<typeof sampleSchema>;
/** What the clients have cost a host so far. */
export type HostGlance = z.infer<typeof glanceSchema>;
