import { requestsOf } from "../../protocol/meter.ts";
import { LEAST_CPU_MS } from "../../protocol/ranking.ts";
import type { Extrapolation, Measured } from "../../protocol/report.ts";

/** For how many users a race is extrapolated. */
export const AUDIENCES = [1_000, 100_000] as const;

export function extrapolate(measured: readonly Measured[]): Extrapolation[] {
  return AUDIENCES.flatMap((users) => measured.map((result) => scaled(result, users)));
}

function scaled(result: Measured, users: number): Extrapolation {
  const { wireBytes, requests, connectionsPerClient, cpuMs, measuredMs, clients } = result;
  /** Turns what all clients did in the measured time into what the users do in a second. */
  const perSecond = (value: number): number => ((value / clients) * users) / (measuredMs / 1_000);
  return {
    transport: result.transport,
    users,
    bytesPerSecond: perSecond(wireBytes.up + wireBytes.down),
    requestsPerSecond: perSecond(requestsOf(requests)),
    connections: connectionsPerClient === null ? null : connectionsPerClient * users,
    cores: cpuMs < LEAST_CPU_MS ? null : perSecond(cpuMs / 1_000),
  };
}
