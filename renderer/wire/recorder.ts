import type { Session } from "../../client/session.ts";
import { closedUntil, isClosed } from "./lives.ts";
import type { ClosedLife } from "./rows.ts";
import { WireLog } from "./wire-log.ts";

/** Time between two looks, in ms: while somebody sees them, and while the log is kept for later. */
const SEEN = 500;
const UNSEEN = 5_000;
/** After a page of so many entries the next look comes sooner, so that no page is too long to be taken in at once. */
const MANY = 400;
const SOON = 60;
/** After so long, in ms, the host may have ended the recording and begun a new one: it does after 15 s. */
const STALE = 12_000;

type Page = NonNullable<Awaited<ReturnType<Session["wire"]>>>;
type Source = Pick<Session, "wire" | "now" | "lives">;

/**
 * Records what goes over a session's wire, from the first time that somebody looks: it goes on while the chat is on
 * screen again, so that a message that came meanwhile can be asked about. Until it is paused or closed.
 */
export class Recorder {
  readonly log = new WireLog();
  readonly #session: Source;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchers = 0;
  #version = 0;
  #isPaused = false;
  #isClosed = false;
  #isLooking = false;
  #connection: string | null = null;
  #last = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #since: number | null = null;
  /** Ids of the WebSockets that closed before the recording, or whose close was told. */
  readonly #told = new Set<number>();

  constructor(session: Source) {
    this.#session = session;
    for (const life of session.lives) if (isClosed(life)) this.#told.add(life.id);
  }

  /** Grows with each change. */
  version = (): number => this.#version;

  /** When the recording began, in Unix ms on the host's clock; null before the first answer of the host. */
  get since(): number | null {
    return this.#since;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Calls `changed` after each change, and looks often, until the function that it returns is called. */
  subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    this.#watchers++;
    this.#plan(0);
    return () => {
      this.#watchers--;
      this.#listeners.delete(changed);
    };
  };

  pause(): void {
    this.#isPaused = true;
    clearTimeout(this.#timer);
    this.#changed();
  }

  resume(): void {
    this.#isPaused = false;
    this.#changed();
    this.#plan(0);
  }

  clear(): void {
    this.log.clear();
    this.#changed();
  }

  /** Ends the recording for good. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #plan(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isPaused || this.#isClosed || this.#isLooking) return;
    this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    const isStale = performance.now() - this.#lookedAt > STALE;
    const asked = this.#session.now();
    const page = await this.#session.wire(isStale ? 0 : this.#last);
    this.#isLooking = false;
    // What came too late for a pause is fetched again after it.
    if (this.#isPaused || this.#isClosed) return;
    let wait = this.#watchers > 0 ? SEEN : UNSEEN;
    // Of what closed after the question, the answer may not hold all that went before.
    const closed = closedUntil(asked, this.#session.lives, this.#told);
    if (page) {
      const took = this.#take(page, isStale, closed);
      if (took === "again") wait = 0;
      else if (took > MANY) wait = SOON;
    } else this.#fold([], 0, closed);
    this.#plan(wait);
  }

  /** How many entries were taken in; "again": the host counts anew, so they are to be asked for from the start. */
  #take(page: Page, isStale: boolean, closed: readonly ClosedLife[]): number | "again" {
    this.#lookedAt = performance.now();
    this.#since ??= this.#beganAt(page);
    if (page.connection !== this.#connection) {
      const isFirst = this.#connection === null;
      this.#connection = page.connection;
      this.#last = 0;
      if (!isFirst) {
        this.#fold([], 0, closed);
        this.log.restart("reconnected", this.#session.now());
        this.#since = null;
        return "again";
      }
    } else if (isStale && !this.#beginsAnew(page)) return "again"; // it is the recording that is known: go on in it
    this.#last = page.last;
    this.#fold(page.entries, page.missed, closed);
    return page.entries.length;
  }

  #fold(entries: Page["entries"], missed: number, closed: readonly ClosedLife[]): void {
    if (entries.length === 0 && missed === 0 && closed.length === 0) return;
    for (const { id } of closed) this.#told.add(id);
    this.log.fold(entries, missed, closed);
    this.#changed();
  }

  /** Whether a page from the start is of another recording than the last one. */
  #beginsAnew({ entries }: { entries: readonly { kind: string; at: number }[] }): boolean {
    const { lastAt } = this.log;
    // Only requests may be told that began before their recording did.
    if (entries.some(({ kind, at }) => kind !== "request" && at <= lastAt)) return false;
    this.log.restart("gap", this.#session.now());
    this.#since = this.#session.now();
    this.#last = 0;
    return true;
  }

  /** The host records the start of a connection, which may be before anybody looked. */
  #beganAt({ entries }: Page): number {
    const first = entries.find((entry) => entry.kind !== "request" || !entry.partial);
    return Math.min(first?.at ?? Number.POSITIVE_INFINITY, this.#session.now());
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

const recorders = new WeakMap<Source, Recorder>();

/** The one recorder of a session. It stops with the session. */
export function recorderOf(session: Session): Recorder {
  const known = recorders.get(session);
  if (known) return known;
  const recorder = new Recorder(session);
  recorders.set(session, recorder);
  const off = session.on("state", (state) => {
    if (state !== "closed") return;
    off();
    recorder.close();
  });
  return recorder;
}
