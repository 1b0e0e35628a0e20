import type { Conditions } from "../../protocol/faults.ts";

/** Time between two heartbeats of a host, in ms: Engine.IO's own `pingInterval`. */
export const HEARTBEAT = 25_000;

/** From the least to the most, in ms. */
type Range = readonly [number, number];

/** What one condition does to those behind it. */
export type Effect =
  | { readonly kind: "none" | "offline" | "refuse-upgrade" }
  | { readonly kind: "latency"; readonly oneWay: Range; readonly roundTrip: Range }
  | { readonly kind: "bandwidth"; readonly bytesPerSecond: number }
  /** Whether the host's heartbeat comes too seldom to prevent it. */
  | { readonly kind: "idle-cut-rare" | "idle-cut-often"; readonly ms: number }
  | { readonly kind: "buffer"; readonly bytes: number; readonly ms: number }
  | { readonly kind: "cuts"; readonly ms: number };

/** What a network with these conditions does, what breaks most first. */
export function effectsOf(conditions: Conditions): Effect[] {
  const { latencyMs, jitterMs, bytesPerSecond, idleCutMs, buffer, refuseUpgrade, cutEveryMs, offline } =
    conditions;
  const effects: Effect[] = [];
  if (offline) effects.push({ kind: "offline" });
  if (refuseUpgrade) effects.push({ kind: "refuse-upgrade" });
  if (cutEveryMs !== null) effects.push({ kind: "cuts", ms: cutEveryMs });
  if (idleCutMs !== null) {
    effects.push({ kind: idleCutMs > HEARTBEAT ? "idle-cut-rare" : "idle-cut-often", ms: idleCutMs });
  }
  if (buffer) effects.push({ kind: "buffer", ...buffer });
  if (latencyMs + jitterMs > 0) {
    const oneWay = [latencyMs, latencyMs + jitterMs] as const;
    effects.push({ kind: "latency", oneWay, roundTrip: [2 * oneWay[0], 2 * oneWay[1]] });
  }
  if (bytesPerSecond !== null) effects.push({ kind: "bandwidth", bytesPerSecond });
  return effects.length > 0 ? effects : [{ kind: "none" }];
}
