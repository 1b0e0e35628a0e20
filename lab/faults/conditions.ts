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
