/** The part of a window's page that is used here. */
export interface RecoverablePage {
  reload(): void;
  /** Ends the page's process: `gone` is called then. */
  crash(): void;
}

/** Time before a page is loaded again that crashed soon after the last time, in ms: doubled each time, up to the longest. */
const RELOAD = { first: 500, longest: 30_000 } as const;
/** A page that has lived so long, in ms, is healthy: its crash counts as its first. */
const HEALTHY = 60_000;
/** How long a page may hang, in ms, after the system found that it does. */
const PATIENCE = 10_000;

/** Brings a page back that has crashed or hangs: at once, and ever later if it crashes again and again. */
export class PageRecovery {
  readonly #page: RecoverablePage;
  #crashes = 0;
  #crashedAt = Number.NEGATIVE_INFINITY;
  #reload: NodeJS.Timeout | undefined;
  #hang: NodeJS.Timeout | undefined;

  constructor(page: RecoverablePage) {
    this.#page = page;
  }

  /** The page's process has gone. */
  gone(): void {
    this.close();
    const now = performance.now();
    this.#crashes = now - this.#crashedAt < HEALTHY ? this.#crashes + 1 : 0;
    this.#crashedAt = now;
    if (this.#crashes === 0) {
      this.#page.reload();
      return;
    }
    const delay = Math.min(RELOAD.first * 2 ** (this.#crashes - 1), RELOAD.longest);
    this.#reload = setTimeout(() => this.#page.reload(), delay);
  }

  /** The page does not react. */
  hangs(): void {
    this.#hang ??= setTimeout(() => {
      this.#hang = undefined;
      this.#page.crash();
    }, PATIENCE);
  }

  /** The page reacts again. */
  reacts(): void {
    clearTimeout(this.#hang);
    this.#hang = undefined;
  }

  /** The window is closed: nothing is to be brought back. */
  close(): void {
    this.reacts();
    clearTimeout(this.#reload);
  }
}
