import { TokenBucket } from "../token-bucket.ts";

/** How often one address may ask to be tried, per second and at once. */
const PER_ADDRESS = { perSecond: 0.1, burst: 5 } as const;
/** And all of them together. */
const FOR_ALL = { perSecond: 5, burst: 20 } as const;
/** Most addresses that are remembered: those of a whole subnet. */
const MOST_ADDRESSES = 1_024;

/** Bounds how often neighbours have themselves tried. */
export class AddressLimit {
  readonly #all = new TokenBucket(FOR_ALL.perSecond, FOR_ALL.burst);
  readonly #addresses = new Map<string, TokenBucket>();

  /** Whether this address may ask now. */
  take(address: string): boolean {
    const known = this.#addresses.get(address);
    if (!known && this.#addresses.size >= MOST_ADDRESSES) this.#forgetOldest();
    const bucket = known ?? new TokenBucket(PER_ADDRESS.perSecond, PER_ADDRESS.burst);
    this.#addresses.delete(address);
    this.#addresses.set(address, bucket); // at the end: a Map keeps the order
    return bucket.take() && this.#all.take();
  }

  /** Who has not asked for the longest time: by then the limit for all has done its work. */
  #forgetOldest(): void {
    const [oldest] = this.#addresses.keys();
    if (oldest !== undefined) this.#addresses.delete(oldest);
  }
}
