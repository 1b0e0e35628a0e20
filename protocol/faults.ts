import { z } from "zod";

const ms = (min: number, max: number) => z.number().min(min).max(max);

/** What a network does to those who use it. Times are in ms. */
export const conditionsSchema = z.strictObject({
  /** Added to everything on its way, in each direction: a round trip takes twice as long. */
  latencyMs: ms(0, 10_000),
  /** Each piece takes up to so much longer, in each direction. Bytes of one connection stay in order. */
  jitterMs: ms(0, 10_000),
  /** Bytes per second that a connection carries in each direction; null: as fast as it goes. */
  bytesPerSecond: z.int().min(100).max(1_000_000_000).nullable(),
  /**
   * A connection on which nothing has moved for so long is cut: an unanswered request gets a 504, an unfinished
   * response (a stream, an upgraded connection) a reset, an idle connection is closed. null: never.
   */
  idleCutMs: ms(10, 3_600_000).nullable(),
  /** Bodies of responses are held back until so many bytes or so many ms have gathered, or the response has ended. */
  buffer: z
    .strictObject({
      bytes: z
        .int()
        .min(1)
        .max(1024 * 1024),
      ms: ms(1, 600_000),
    })
    .nullable(),
  /** A request to upgrade is answered with 403 and does not reach the host. */
  refuseUpgrade: z.boolean(),
  /** Mean time until a connection is reset, for no reason that anybody could see; null: never. */
  cutEveryMs: ms(10, 86_400_000).nullable(),
  /**
   * The cable is out. Open connections fall silent: nobody is told, and what is under way arrives when it is in
   * again, as TCP would send it again. New connections are reset, so that nobody has to wait for a time-out.
   */
  offline: z.boolean(),
});

export type Conditions = z.infer<typeof conditionsSchema>;

/** Nothing is added and nothing is taken away. */
const DIRECT: Conditions = {
  latencyMs: 0,
  jitterMs: 0,
  bytesPerSecond: null,
  idleCutMs: null,
  buffer: null,
  refuseUpgrade: false,
  cutEveryMs: null,
  offline: false,
};

/** Networks that a user recognises. */
export const PRESETS = {
  direct: DIRECT,
  // A switch or two and a good access point; its rate is far above what a chat needs.
  "good-lan": { ...DIRECT, latencyMs: 1, jitterMs: 1 },
  // Twenty people on one access point: a short way, but each piece waits for a free moment; 12 Mbit/s is left.
  "busy-wifi": { ...DIRECT, latencyMs: 5, jitterMs: 60, bytesPerSecond: 1_500_000 },
  // 60 s is nginx's proxy_read_timeout and an AWS load balancer's idle limit, unless somebody changed them. Every
  // byte is scanned, and only the HTTP that it knows is passed on.
  "corporate-proxy": { ...DIRECT, latencyMs: 15, jitterMs: 5, idleCutMs: 60_000, refuseUpgrade: true },
  // It collects a page (4 KiB) before it passes it on. One that scans waits much longer than 2 s; then the
  // streams would not work at all, and nothing could be watched.
  "buffering-proxy": { ...DIRECT, latencyMs: 10, jitterMs: 5, buffer: { bytes: 4_096, ms: 2_000 } },
  // 4G on a train platform: 70 to 130 ms of round trip, 6 Mbit/s.
  mobile: { ...DIRECT, latencyMs: 35, jitterMs: 30, bytesPerSecond: 750_000 },
  // The edge of the Wi-Fi's reach: a connection lives for 20 s, more or less.
  flaky: { ...DIRECT, latencyMs: 20, jitterMs: 40, bytesPerSecond: 1_000_000, cutEveryMs: 20_000 },
} as const satisfies Record<string, Conditions>;

export type PresetName = keyof typeof PRESETS;

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(PRESETS, name);
}

export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** What a faulty network did to a connection, or saw happen to it. */
export const FAULT_KINDS = [
  /** An unanswered request got a 504, since nothing had moved for too long. */
  "idle-504",
  /** An unfinished response or an upgraded connection was reset, since nothing had moved for too long. */
  "idle-reset",
  /** A connection without a request was closed, since nothing had moved for too long. */
  "idle-close",
  "upgrade-refused",
  /** Reset by hand. */
  "cut",
  /** Reset by the seeded schedule. */
  "random-cut",
  /** The cable was pulled (connection 0), or a connection was reset because it came while it was out. */
  "offline",
  /** The cable is in again (connection 0). */
  "online",
  /** The host refused the connection or reset it. */
  "host-gone",
] as const;

export const faultEventSchema = z.object({
  /** Unix ms. */
  at: z.number(),
  kind: z.enum(FAULT_KINDS),
  /** The network's connections are numbered from 1; 0 stands for all of them. */
  connection: z.int(),
  /** The client's own TCP port; 0 for all. */
  clientPort: z.int(),
  /** Of the request that was under way. */
  method: z.string().optional(),
  /** Its path; of the query only `transport` is kept: the rest may be a secret. */
  path: z.string().optional(),
  /** How long that request had been under way, in ms. */
  heldMs: z.number().optional(),
});

export type FaultEvent = z.infer<typeof faultEventSchema>;
export type FaultKind = FaultEvent["kind"];

/**
 * A network that nobody has asked about for so long is closed, in ms. More than two of the minutes between which browsers
 * let the timers of a hidden page sleep.
 */
export const FAULTS_PATIENCE = 150_000;

/**
 * A POST to the route `faults` opens a network of one's own in front of the host: another port, behind which is the same
 * host. Body and answers are JSON; the body is sent as text/plain, which needs no preflight.
 */
export const openFaultsSchema = z.strictObject({
  conditions: conditionsSchema,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
});
export const openedFaultsSchema = z.object({
  /** Known to whoever opened it alone: with it the network is changed, cut and closed. */
  id: z.string(),
  port: z.int(),
});

/** A POST to the route with `/` and the id does one of these. */
export const changeFaultsSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("set"), conditions: conditionsSchema }),
  z.strictObject({ do: z.literal("cut") }),
  z.strictObject({ do: z.literal("close") }),
]);

/** A GET of the route with `/`, the id and `?after=` the number of the last event that one has. */
export const faultsPageSchema = z.object({
  conditions: conditionsSchema,
  events: z.array(faultEventSchema.extend({ n: z.int() })),
  /** Number of the last event so far. */
  last: z.int(),
});

export type ChangeFaults = z.infer<typeof changeFaultsSchema>;
export type FaultsPage = z.infer<typeof faultsPageSchema>;
