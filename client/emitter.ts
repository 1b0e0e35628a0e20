/** Events by name, each with the arguments that its listeners get. */
type Listeners<E> = { [K in keyof E]: (...args: never[]) => void };

/** A small typed emitter. Listeners are called in the order in which they came. */
export class Emitter<E extends Listeners<E>> {
  readonly #listeners = new Map<keyof E, Set<E[keyof E]>>();

  /** Calls `listener` at every `event` from now on, until the function that it returns is called. */
  on<K extends keyof E>(event: K, listener: E[K]): () => void {
    const own = ((...args: never[]) => listener(...args)) as E[K]; // the same function may listen twice
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(own));
    return () => listeners.delete(own);
  }

  protected emit<K extends keyof E>(event: K, ...args: Parameters<E[K]>): void {
    // A copy: a listener may take itself or others off.
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      (listener as (...args: Parameters<E[K]>) => void)(...args);
    }
  }

  protected removeListeners(): void {
    this.#listeners.clear();
  }
}
