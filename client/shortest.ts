/** How often it is measured. */
const TRIES = 4;

/** The shortest of some times, in ms: what it takes when nothing else holds it up. null as soon as one fails. */
export async function shortest(measure: () => Promise<number | null>): Promise<number | null> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES; i++) {
    const ms = await measure();
    if (ms === null) return null;
    best = Math.min(best, ms);
  }
  return best;
}
