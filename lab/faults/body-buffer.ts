import type { Conditions } from "../../protocol/faults.ts";
import type { Part } from "./message-tracker.ts";

/** Holds bodies of responses back, as a proxy does that collects a page before it passes it on. */
export class BodyBuffer {
  #limit: Conditions["buffer"] = null;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #firstHeldAt = 0;
  readonly #release: (bytes: Buffer) => void;

  constructor(release: (bytes: Buffer) => void) {
    this.#release = release;
  }

  /** What is held already waits for the new limit; with null it goes now. */
  setLimit(limit: Conditions["buffer"]): void {
    this.#limit = limit;
    this.#settle();
  }

  push(part: Part): void {
    if (part.kind !== "body" || this.#limit === null) {
      this.flush();
      this.#release(part.bytes);
      return;
    }
    if (this.#heldBytes === 0) this.#firstHeldAt = performance.now();
    this.#held.push(part.bytes);
    this.#heldBytes += part.bytes.length;
    if (part.ends) this.flush();
    else this.#settle();
  }

  #settle(): void {
    if (this.#heldBytes === 0) return;
    clearTimeout(this.#timer);
    if (this.#limit === null || this.#heldBytes >= this.#limit.bytes) {
      this.flush();
      return;
    }
    const wait = this.#firstHeldAt + this.#limit.ms - performance.now();
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.ceil(wait)));
  }

  /** Lets go what is held. */
  flush(): void {
    const held = this.#held;
    this.discard();
    for (const bytes of held) this.#release(bytes);
  }

  /** Forgets what is held. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#held = [];
    this.#heldBytes = 0;
  }
}
