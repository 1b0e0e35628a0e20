/** How often it is measured. */
const TRIES = 4;
/** So many of them may fail: a connection that is reset once says nothing of the others. */
const MOST_FAILED = 2;

/** The shortest of some times, in ms: what it takes when nothing else holds it up. null when most of them fail. */
export async function shortest(measure: () => Promise<number | null>): Promise<number | null> {
  let best: number | null = null;
  let failed = 0;
  for (let i = 0; i < TRIES && failed <= MOST_FAILED; i++) {
    const ms = await measure();
    if (ms === null) failed++;
    else best = Math.min(best ?? ms, ms);
  }
  return failed > MOST_FAILED ? null : best;
}
