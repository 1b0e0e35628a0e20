import type { Socket as Session } from "engine.io";
import { type Refused, refuse } from "../refuse.ts";

/** Tries to come in by one session: more than a person makes who mistypes a passcode. */
const MOST_TRIES = 20;

/**
 * Bounds how often somebody may try to come in by one Engine.IO session, and to once at a time. Socket.IO itself takes any
 * number of CONNECT packets at once, so that one request could come in as thousands of people.
 */
export class Arrivals {
  readonly #known = new WeakMap<Session, { tries: number; isIn: boolean }>();

  /** Whether the session may try: null, or why not. Then `ended` is due when the try fails, or whoever came in leaves. */
  begin(session: Session): Refused | null {
    const known = this.#known.get(session) ?? { tries: 0, isIn: false };
    this.#known.set(session, known);
    if (known.isIn) return TWICE;
    if (++known.tries > MOST_TRIES) return TOO_OFTEN;
    known.isIn = true;
    return null;
  }

  ended(session: Session): void {
    const known = this.#known.get(session);
    if (known) known.isIn = false;
  }
}

const TWICE = refuse("invalid", "This session is in already, or about to be. Open another one.");
const TOO_OFTEN = refuse("rate-limited", "This session has tried too often to come in. Open another one.");
