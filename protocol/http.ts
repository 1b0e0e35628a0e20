import { z } from "zod";
import { TRANSPORTS } from "./transport-names.ts";

/** The host's own HTTP routes, beside the pages and the Engine.IO endpoint. All answer JSON to GET. */
export const ROUTES = {
  /** Who this is and which transports it serves: `HostInfo`. The capability endpoint. */
  host: "/api/host",
  /** The host's time: `Clock`. Apart from the transports, so that none of them skews the measured offset. */
  clock: "/api/clock",
  /** What a session has cost so far: `Meter`. Followed by the session's Engine.IO id. */
  meter: "/api/meter/",
} as const;

export const clockSchema = z.object({ now: z.number() });

/**
 * What a session has cost since it was opened, counted at the host's TCP sockets. Bytes are all that the
 * connections carried for it: heads, handshakes and framing as well as payload. Up is towards the host.
 */
export const meterSchema = z.object({
  transport: z.enum(TRANSPORTS),
  up: z.int(),
  down: z.int(),
  requests: z.int(),
  /** TCP connections that carry the session now. */
  connections: z.int(),
});

export type Clock = z.infer<typeof clockSchema>;
export type Meter = z.infer<typeof meterSchema>;
