import { ROUTES } from "../protocol/http.ts";
import { type Meter, meterSchema } from "../protocol/meter.ts";

/** How long the host may take to answer, in ms. */
const TIME_LIMIT = 4_000;

/** What the session with this Engine.IO id has cost, as its host counts it; `null` when it cannot be asked. */
export async function readMeter(url: string, engineId: string): Promise<Meter | null> {
  try {
    const route = new URL(ROUTES.meter + engineId, url);
    const response = await fetch(route, { cache: "no-store", signal: AbortSignal.timeout(TIME_LIMIT) });
    return meterSchema.safeParse(await response.json()).data ?? null;
  } catch {
    return null; // when the host is gone, the connection itself says so
  }
}
