import { z } from "zod";
import { memberToken } from "../protocol/schemas.ts";
import { raceHostNews } from "./race-host-messages.ts";

// What main and the host's process tell each other; of races, see race-host-messages.ts. Each side checks what it gets.

/** Main to host: `start` comes first and once; on `close` the host closes, and its process ends. */
export const toHost = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("start"),
    port: z.int().min(0).max(65_535).exactOptional(),
    dataDir: z.string().min(1),
    rendererDir: z.string().min(1),
    name: z.string().min(1).exactOptional(),
    discovery: z.boolean().exactOptional(),
  }),
  z.object({ type: z.literal("close") }),
  raceHostNews,
]);

/** Host to main: it accepts connections, or it could not start, and why (a sentence for people). */
export const fromHost = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("listening"),
    url: z.url({ protocol: /^http$/ }),
    port: z.int().min(1).max(65_535),
    /** Makes whoever shows it an owner of the host. */
    ownerToken: memberToken,
  }),
  z.object({ type: z.literal("failed"), message: z.string().min(1) }),
]);

export type ToHost = z.infer<typeof toHost>;
export type FromHost = z.infer<typeof fromHost>;
export type HostStart = Extract<ToHost, { type: "start" }>;
