/** Messages whose tries are remembered. */
const MOST = 500;

/** When each of one's last messages was handed to a transport: once, or again after each drop. Unix ms on the host's clock. */
export class Tries {
  /** By the message's id; those that were sent last come last. */
  readonly #times = new Map<string, number[]>();

  add(id: string, at: number): void {
    const times = this.#times.get(id) ?? [];
    times.push(at);
    this.#times.delete(id);
    this.#times.set(id, times);
    const oldest = this.#times.keys().next();
    if (this.#times.size > MOST && !oldest.done) this.#times.delete(oldest.value);
  }

  /**
   * Of the try that brought a message to the host, which stored it at `storedAt`; null when that is not known. Later tries
   * found it stored. Clocks are compared to about a ms: the first try is the one if none seems to be early enough.
   */
  of(id: string, storedAt: number): number | null {
    const times = this.#times.get(id);
    return times?.findLast((at) => at <= storedAt) ?? times?.[0] ?? null;
  }
}
