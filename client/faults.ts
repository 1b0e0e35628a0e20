import { z } from "zod";
import {
  type ChangeFaults,
  type Conditions,
  type FaultsPage,
  faultsPageSchema,
  openedFaultsSchema,
} from "../protocol/faults.ts";
import { ROUTES } from "../protocol/http.ts";
import { dialUrl } from "./relays.ts";

/** How long the host may take to answer, in ms. */
const TIME_LIMIT = 4_000;

/**
 * What became of a question about a network; `message` is a sentence. Of the codes, `rate-limited` says that too many are
 * open, `no-network` that this one is closed by now, `host-restarted` that it went with the host, which is there again,
 * `no-answer` that nothing answers that knows of networks.
 */
export type FaultsAnswer<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

/**
 * A network with faults in front of a host: another port, behind which is the same host. For one's own session alone:
 * `session.route(network.url)`. It closes by itself when nobody has looked for `FAULTS_PATIENCE`.
 */
export class FaultyNetwork {
  /** What `Session.route` takes. */
  readonly url: string;
  readonly #route: string;
  #seen = 0;

  private constructor(hostUrl: string, id: string, port: number) {
    const own = new URL(hostUrl);
    own.port = String(port);
    this.url = own.origin;
    this.#route = new URL(`${ROUTES.faults}/${id}`, hostUrl).href;
  }

  /** Opens one. `seed`: a whole number of 32 bits, for all that is left to chance. */
  static async open(
    hostUrl: string,
    conditions: Conditions,
    seed: number,
  ): Promise<FaultsAnswer<FaultyNetwork>> {
    const opened = await ask(new URL(ROUTES.faults, hostUrl).href, openedFaultsSchema, { conditions, seed });
    if (!opened.ok) return opened;
    return { ok: true, value: new FaultyNetwork(hostUrl, opened.value.id, opened.value.port) };
  }

  /** Holds from now on, for connections that are open, too. */
  set(conditions: Conditions): Promise<FaultsAnswer<unknown>> {
    return this.#change({ do: "set", conditions });
  }

  /** Resets every connection that is open now. */
  cut(): Promise<FaultsAnswer<unknown>> {
    return this.#change({ do: "cut" });
  }

  close(): Promise<FaultsAnswer<unknown>> {
    return this.#change({ do: "close" });
  }

  /** What it did since the last look. */
  async look(): Promise<FaultsAnswer<FaultsPage>> {
    const page = await ask(`${this.#route}?after=${this.#seen}`, faultsPageSchema);
    if (page.ok) this.#seen = page.value.last;
    return page;
  }

  #change(change: ChangeFaults): Promise<FaultsAnswer<unknown>> {
    return ask(this.#route, null, change);
  }
}

/** POSTs `body` if there is one (as text/plain, which needs no preflight), else GETs. */
async function ask<T>(url: string, schema: z.ZodType<T> | null, body?: object): Promise<FaultsAnswer<T>> {
  try {
    const response = await fetch(dialUrl(url), {
      cache: "no-store",
      signal: AbortSignal.timeout(TIME_LIMIT),
      // kept alive: a page that is being closed closes its network
      ...(body && { method: "POST", body: JSON.stringify(body), keepalive: true }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) return refusalIn(answer);
    return { ok: true, value: schema ? schema.parse(answer) : (answer as T) };
  } catch {
    return NO_ANSWER;
  }
}

const NO_ANSWER = {
  ok: false,
  code: "no-answer",
  message: "This host does not answer, or has no networks with faults.",
} as const;

const refusalSchema = z.object({ code: z.string(), message: z.string() });

function refusalIn(answer: unknown): { ok: false; code: string; message: string } {
  const refusal = refusalSchema.safeParse(answer);
  return refusal.success ? { ok: false, ...refusal.data } : NO_ANSWER;
}
