import type { Logger } from "pino";
import type { Message } from "../protocol/schemas.ts";
import type { Appended, Draft, Store } from "./store.ts";

/** What became of a message, or null when the store failed and nothing was stored. */
type Settle = (appended: Appended | null) => void;

/**
 * Group commit: messages that arrive in the same turn of the event loop are stored in one transaction, so that
 * one wait for the disk serves all of them. While it waits the next group gathers in the sockets.
 */
export class CommitQueue {
  readonly #store: Store;
  readonly #deliver: (message: Message) => void;
  readonly #log: Logger;
  /** Messages since the start. `duplicates`: those that had been stored before. */
  readonly counts = { stored: 0, duplicates: 0 };
  #waiting: { draft: Draft; settle: Settle }[] = [];
  #immediate: NodeJS.Immediate | undefined;

  /** `deliver` is called for each message that is new, once it is on disk and before it is settled. */
  constructor(store: Store, deliver: (message: Message) => void, log: Logger) {
    this.#store = store;
    this.#deliver = deliver;
    this.#log = log;
  }

  add(draft: Draft, settle: Settle): void {
    this.#waiting.push({ draft, settle });
    this.#immediate ??= setImmediate(() => this.flush());
  }

  /** Stores all that waits, then delivers and settles it in the order in which it came. */
  flush(): void {
    clearImmediate(this.#immediate);
    this.#immediate = undefined;
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    const appended = this.#append(group.map(({ draft }) => draft));
    group.forEach(({ settle }, index) => {
      const outcome = appended?.[index] ?? null;
      if (outcome?.kind === "known") this.counts.duplicates++;
      if (outcome?.kind === "stored") {
        this.counts.stored++;
        this.#deliver(outcome.message);
      }
      settle(outcome);
    });
  }

  #append(drafts: readonly Draft[]): Appended[] | null {
    try {
      return this.#store.append(drafts, Date.now());
    } catch (error) {
      this.#log.error({ err: error, messages: drafts.length }, "messages could not be stored");
      return null;
    }
  }
}
