import type { HostLimits } from "../../server/host-limits.ts";

/**
 * All clients of a race come from one address and some of them send much: the limits that protect a host from that
 * are out of the way, so that the transports are measured and not the limits.
 */
export const RACE_HOST_LIMITS: Partial<HostLimits> = {
  requestsPerSecond: 100_000,
  requestBurst: 100_000,
  waitingRequests: 100_000,
  handshakesPerSecond: 100_000,
  handshakeBurst: 100_000,
  sessionsPerAddress: 100_000,
  connectionsPerAddress: 100_000,
};
