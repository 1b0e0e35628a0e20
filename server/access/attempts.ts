import { setTimeout as sleep } from "node:timers/promises";
import type { HostLimits } from "../host-limits.ts";
import { type Refused, refuse } from "../refuse.ts";
import { TokenBucket } from "../token-bucket.ts";

type AttemptLimits = Pick<
  HostLimits,
  | "attemptsPerSecond"
  | "attemptBurst"
  | "allAttemptsPerSecond"
  | "allAttemptsBurst"
  | "waitingAttempts"
  | "wrongDelay"
>;

/** What one address has tried. */
interface Visitor {
  wrong: TokenBucket;
  /** Its attempts that are not over. */
  waiting: number;
  /** When the last of them has been looked at. */
  turn: Promise<unknown>;
  /** Runs while none is. */
  forget: NodeJS.Timeout | undefined;
}

/**
 * Whether what is shown is right; null when it was not looked at, because the host is busy. If it has to wait, it must ask
 * once more whether it may look: others may have guessed too often meanwhile.
 */
type Check = (mayLook: () => boolean) => Promise<boolean | null> | boolean;

/** When to come again if only too many others are waiting, in ms. */
const BUSY = 1_000;

/**
 * Bounds how often passcodes can be guessed: a wrong one is answered late, and after a few of them none is looked at for
 * a while. One address's are looked at one after the other, so that many at once are no more guesses than one at a time;
 * all who come through a relay on the host's computer are one address.
 */
export class Attempts {
  readonly #limits: AttemptLimits;
  readonly #wrong: TokenBucket;
  readonly #visitors = new Map<string, Visitor>();

  constructor(limits: AttemptLimits) {
    this.#limits = limits;
    this.#wrong = new TokenBucket(limits.allAttemptsPerSecond, limits.allAttemptsBurst);
  }

  /**
   * Runs `check` when it is the address's turn. Null when that gave true; `wrong` when it gave false; else a refusal that
   * says when to try again.
   */
  async check(address: string, check: Check, wrong: Refused): Promise<Refused | null> {
    const visitor = this.#visitor(address);
    if (visitor.waiting >= this.#limits.waitingAttempts) return busy();
    visitor.waiting++;
    const attempt = visitor.turn.then(() => this.#check(visitor, check, wrong));
    visitor.turn = attempt.catch(() => undefined); // whoever made it hears of that
    try {
      const refused = await attempt;
      if (refused === wrong) await sleep(this.#limits.wrongDelay, undefined, { ref: false });
      return refused;
    } finally {
      visitor.waiting--;
      this.#forgetLater(address, visitor);
    }
  }

  close(): void {
    for (const { forget } of this.#visitors.values()) clearTimeout(forget);
    this.#visitors.clear();
  }

  async #check(visitor: Visitor, check: Check, wrong: Refused): Promise<Refused | null> {
    const refused = this.#refusal(visitor);
    if (refused) return refused;
    const isRight = await check(() => this.#refusal(visitor) === null);
    if (isRight === null) return this.#refusal(visitor) ?? busy();
    if (isRight) return null;
    visitor.wrong.take();
    this.#wrong.take();
    return wrong;
  }

  /** Why nothing of this address is looked at now; null when something is. */
  #refusal({ wrong }: Visitor): Refused | null {
    const own = Math.ceil(wrong.wait(1));
    const all = Math.ceil(this.#wrong.wait(1));
    if (own > 0) return tooMany(Math.max(own, all));
    return all > 0 ? busy(all) : null;
  }

  #visitor(address: string): Visitor {
    const known = this.#visitors.get(address);
    if (known) {
      clearTimeout(known.forget);
      return known;
    }
    const { attemptsPerSecond, attemptBurst } = this.#limits;
    const visitor: Visitor = {
      wrong: new TokenBucket(attemptsPerSecond, attemptBurst),
      waiting: 0,
      turn: Promise.resolve(),
      forget: undefined,
    };
    this.#visitors.set(address, visitor);
    return visitor;
  }

  /** Once its bucket is full again, a new one is the same. */
  #forgetLater(address: string, visitor: Visitor): void {
    if (visitor.waiting > 0) return;
    clearTimeout(visitor.forget);
    const full = visitor.wrong.wait(this.#limits.attemptBurst);
    visitor.forget = setTimeout(() => this.#visitors.delete(address), Math.ceil(full));
    visitor.forget.unref();
  }
}

/** Others are why it was not looked at: what was shown may be right, and can be shown again by itself. In ms. */
export function busy(retryAfter = BUSY): Refused {
  const message = `The host is busy with other passcodes. ${tryAgainIn(retryAfter)}`;
  return refuse("rate-limited", message, retryAfter);
}

function tooMany(retryAfter: number): Refused {
  const message = `Too many wrong passcodes came from your address. ${tryAgainIn(retryAfter)}`;
  return refuse("too-many-attempts", message, retryAfter);
}

function tryAgainIn(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
}
