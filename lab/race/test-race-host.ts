import { startTestHost } from "../../server/test-host.ts";
import type { RaceHost } from "./race-host.ts";
import { RACE_HOST_LIMITS } from "./race-limits.ts";
import { glanceOf, sampleOf } from "./sample.ts";

/** A host to race against in this very process; those in processes of their own are tried in cli/lab.test.ts. */
export async function openTestRaceHost(): Promise<RaceHost> {
  const host = await startTestHost({ limits: RACE_HOST_LIMITS });
  return {
    port: host.port,
    sample: async () => sampleOf(host),
    glance: async (without) => glanceOf(host, without),
    close: () => host.close(),
  };
}
