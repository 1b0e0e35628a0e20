import type { Way } from "./way.ts";
import type { WayReport } from "./way-report.ts";

/** So often a silent request is held at most, until two of them were cut after about the same time. */
const MOST_HOLDS = 3;
/** What is cut by a timer is cut this precisely, in ms and as a share of the time. */
const ALIKE_MS = 250;
const ALIKE_SHARE = 0.01;

type Idle = Pick<WayReport, "idleCutMs" | "idleResetMs" | "idleTestedMs" | "breaks">;

/** Whether something on the way cuts what is silent for `ms`. `began` is told of each request that is held for it. */
export async function findIdleLimit(way: Way, ms: number, began: () => void): Promise<Idle> {
  const resets: number[] = [];
  for (let holds = 0; holds < MOST_HOLDS; holds++) {
    began();
    const got = await way.hold(ms);
    if (got.kind === "json") return { ...byChance(resets, way), idleTestedMs: ms };
    if (got.kind === "refused" && !isGateway(got.status)) return byChance(resets, way);
    const alike = resets.filter((reset) => isAlike(reset, got.ms));
    if (got.kind === "refused" || alike.length > 0) return isLimit(Math.min(got.ms, ...alike), ms, way);
    resets.push(got.ms);
  }
  return byChance(resets, way);
}

const isLimit = (idleCutMs: number, idleTestedMs: number, { breaks }: Way): Idle => ({
  idleCutMs,
  idleResetMs: null,
  idleTestedMs,
  breaks,
});

const byChance = (resets: readonly number[], { breaks }: Way): Idle => ({
  idleCutMs: null,
  idleResetMs: resets[0] ?? null,
  idleTestedMs: Math.max(0, ...resets),
  breaks: breaks + resets.length,
});

/** Whether something in between said that the host took too long: no chance resets that way. */
function isGateway(status: number): boolean {
  return status === 408 || status === 502 || status === 504;
}

/** Whether the same timer may have cut both, in ms. */
export function isAlike(one: number, other: number): boolean {
  return Math.abs(one - other) <= ALIKE_MS + ALIKE_SHARE * Math.min(one, other);
}
