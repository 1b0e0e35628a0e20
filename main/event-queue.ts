import { type DesktopEvent, type DesktopEvents, MOST_EVENTS } from "../protocol/desktop.ts";

interface Asker {
  after: number;
  resolve(events: DesktopEvents): void;
}

/**
 * What the page has to do. An event waits until the page has said, by asking for the next, that it got it: so none is
 * lost while the page is loading, or loaded again after a crash.
 */
export class EventQueue {
  #waiting: { number: number; event: DesktopEvent }[] = [];
  #last = 0;
  #asker: Asker | null = null;

  add(event: DesktopEvent): void {
    this.#last += 1;
    this.#waiting = [...this.#waiting, { number: this.#last, event }].slice(-MOST_EVENTS);
    this.#answer();
  }

  /** Resolves to the events after number `after`, once there are any; to none when somebody else asks meanwhile. */
  take(after: number): Promise<DesktopEvents> {
    this.#waiting = this.#waiting.filter(({ number }) => number > after);
    this.#asker?.resolve({ last: this.#asker.after, events: [] });
    return new Promise((resolve) => {
      this.#asker = { after, resolve };
      this.#answer();
    });
  }

  #answer(): void {
    if (this.#asker === null || this.#waiting.length === 0) return;
    this.#asker.resolve({ last: this.#last, events: this.#waiting.map(({ event }) => event) });
    this.#asker = null;
  }
}
