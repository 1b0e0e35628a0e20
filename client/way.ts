import { heldSchema, ROUTES } from "../protocol/http.ts";
import { withTimeLimit } from "../protocol/time-limit.ts";
import { dialUrl } from "./relays.ts";
import { shortest } from "./shortest.ts";

/** What became of a plain request. `broken`: no answer came; `ms`: how long it took until then. */
export type Got = { readonly ms: number } & (
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "broken" }
);

/** How long a request may take, in ms, beyond the time for which the host is asked to hold it. */
const LIMIT = 10_000;
/** How often a request is made that breaks. */
const TRIES = 3;
/** One more than a browser's connections to one host, and how long each of that many requests is held. */
const PARALLEL = 7;
const PARALLEL_HOLD = 1_000;

/** The way to a host, tried with plain requests. Rejects for `signal` alone. */
export class Way {
  readonly #url: string;
  readonly #signal: AbortSignal;
  /** How many connections broke for no reason that is known. */
  breaks = 0;

  constructor(url: string, signal: AbortSignal) {
    this.#url = url;
    this.#signal = signal;
  }

  /** The transports that the host serves; null: there is no host. */
  async served(): Promise<readonly string[] | null> {
    const info = await this.#ask(ROUTES.host);
    const transports =
      typeof info === "object" && info !== null && "transports" in info ? info.transports : null;
    return Array.isArray(transports) ? transports.map(String) : null;
  }

  /** Shortest of some plain requests, in ms; null: most failed. */
  roundTrip(): Promise<number | null> {
    return shortest(async () => {
      const got = await this.#get(ROUTES.clock);
      if (got.kind === "broken") this.breaks++;
      return got.kind === "json" ? got.ms : null;
    });
  }

  /**
   * The most requests that the host held at the same moment: those that had to wait for a connection came a hold later. It
   * is the host's clock that tells, as this computer may be too busy to.
   */
  async connectionsFree(): Promise<number> {
    const answers = await Promise.all(
      Array.from({ length: PARALLEL }, (_, i) => this.#ask(`${ROUTES.hold}?ms=${PARALLEL_HOLD}&n=${i}`)),
    );
    const held = answers
      .map((answer) => heldSchema.safeParse(answer).data)
      .filter((one) => one !== undefined);
    const heldAt = (moment: number) =>
      held.filter(({ from, until }) => from <= moment && moment < until).length;
    return Math.max(0, ...held.map(({ from }) => heldAt(from)));
  }

  /** Has the host hold a request for `ms`, without a byte until then. */
  hold(ms: number): Promise<Got> {
    return this.#get(`${ROUTES.hold}?ms=${ms}`, ms);
  }

  /** The answer's JSON, asked for again when the connection breaks; null when there is none. */
  async #ask(path: string): Promise<unknown> {
    for (let tries = 0; tries < TRIES; tries++) {
      const got = await this.#get(path);
      if (got.kind !== "broken") return got.kind === "json" ? got.value : null;
      this.breaks++;
    }
    return null;
  }

  async #get(path: string, heldMs = 0): Promise<Got> {
    const asked = performance.now();
    const ms = (): number => performance.now() - asked;
    this.#signal.throwIfAborted();
    try {
      return await withTimeLimit(LIMIT + heldMs, this.#signal, async (signal) => {
        const response = await fetch(dialUrl(new URL(path, this.#url)), { cache: "no-store", signal });
        if (response.ok) return { kind: "json", ms: ms(), value: await response.json() };
        await response.body?.cancel();
        return { kind: "refused", ms: ms(), status: response.status };
      });
    } catch {
      this.#signal.throwIfAborted();
      return { kind: "broken", ms: ms() }; // that is a finding, too
    }
  }
}
