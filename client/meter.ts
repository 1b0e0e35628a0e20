import type { z } from "zod";
import { ROUTES } from "../protocol/http.ts";
import { type Meter, meterSchema } from "../protocol/meter.ts";
import { type WirePage, wirePageSchema } from "../protocol/wire.ts";
import { dialUrl } from "./relays.ts";

/** How long the host may take to answer, in ms. */
const TIME_LIMIT = 4_000;

/** What the session with this Engine.IO id has cost, as its host counts it; `null` when it cannot be asked. */
export function readMeter(url: string, engineId: string): Promise<Meter | null> {
  return read(new URL(ROUTES.meter + engineId, url), meterSchema);
}

/** What went over its wire after entry number `after`; `null` when the host cannot be asked. */
export function readWire(url: string, engineId: string, after: number): Promise<WirePage | null> {
  return read(new URL(`${ROUTES.wire}${engineId}?after=${after}`, url), wirePageSchema);
}

async function read<T>(route: URL, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const response = await fetch(dialUrl(route), {
      cache: "no-store",
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
    return schema.safeParse(await response.json()).data ?? null;
  } catch {
    return null; // when the host is gone, the connection itself says so
  }
}
