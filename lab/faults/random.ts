/**
 * A stream of numbers from 0 (included) to 1 (not included), always the same for the same three words: Chris
 * Doty-Humphrey's sfc32 (from PractRand, public domain), seeded as he does. Three words of seed are why it was
 * chosen: what has a stream of its own is named by them, and nothing has to be hashed or skipped.
 */
export function randomStream(seed: number, connection: number, use: number): () => number {
  let a = seed | 0;
  let b = connection | 0;
  let c = use | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next(); // until every bit of the seed has reached every other
  return next;
}

/** What a connection draws for. Each has a stream of its own, so that traffic does not move the cuts. */
export const USE = { cut: 0, jitterUp: 1, jitterDown: 2 } as const;

/**
 * After how long a connection is cut, in ms: exponential, so that it is as likely at any moment, whatever the
 * connection's age. `meanMs` scales the one draw that each connection has.
 */
export function cutAfterMs(seed: number, connection: number, meanMs: number): number {
  return -Math.log(1 - randomStream(seed, connection, USE.cut)()) * meanMs;
}
