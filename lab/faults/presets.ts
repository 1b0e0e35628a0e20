import type { Conditions } from "./conditions.ts";

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
