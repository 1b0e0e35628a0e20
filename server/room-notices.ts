/** The time between two notices of the same room to those who are not in it, in ms. */
const INTERVAL = 1_000;

interface Due {
  /** It has changed since the last notice. */
  changed: boolean;
  timer: NodeJS.Timeout;
}

/**
 * Tells of a room's changes once for all that happens in one turn, and then at most once a second. A room in
 * which nothing happens has no timer.
 */
export class RoomNotices {
  readonly #due = new Map<string, Due>();
  readonly #tell: (room: string) => void;

  constructor(tell: (room: string) => void) {
    this.#tell = tell;
  }

  changed(room: string): void {
    const due = this.#due.get(room);
    if (due) due.changed = true;
    else this.#due.set(room, { changed: true, timer: setTimeout(() => this.#fire(room), 0) });
  }

  close(): void {
    for (const { timer } of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
  }

  #fire(room: string): void {
    const due = this.#due.get(room);
    if (!due?.changed) {
      this.#due.delete(room);
      return;
    }
    this.#tell(room);
    this.#due.set(room, { changed: false, timer: setTimeout(() => this.#fire(room), INTERVAL) });
  }
}
