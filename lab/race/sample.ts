import type { Host } from "../../server/host.ts";
import type { HostGlance, HostSample } from "./race-messages.ts";
import { spentOf } from "./result.ts";

/** What a host in this very process has cost so far. */
export function sampleOf(host: Host): HostSample {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    type: "sample",
    cpuMs: (user + system) / 1_000,
    rss,
    used: heapUsed + external,
    bills: host.totals().sessions.map(({ open: _, ...bill }) => bill),
    connections: host.connections(),
  };
}

/** What the sessions in it have cost so far, but for those of these names. */
export function glanceOf(host: Host, without: readonly string[]): HostGlance {
  return { type: "glance", ...spentOf({ bills: host.totals().sessions }, without) };
}
