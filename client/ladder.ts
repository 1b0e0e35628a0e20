import type { TransportName } from "../protocol/transport-names.ts";
import type { Session } from "./session.ts";

/** Works wherever a page can be loaded: short requests that are answered. What `auto` begins with and falls back on. */
export const SURE: TransportName = "long-polling";

/** What it begins with instead where the host does not serve that, in this order. */
const NEARLY_SURE: readonly TransportName[] = [SURE, "short-polling", "http-streaming", "sse", "websocket"];

/** From the best down. Short polling and iframe streaming are never better than one of these. */
const LADDER: readonly TransportName[] = ["websocket", "sse", "http-streaming"];

/** How long a transport that failed is left alone, in ms. */
const REST = 10 * 60_000;

/** Which transports there are to climb to, of those that the host serves. */
export class Ladder {
  readonly #session: Pick<Session, "host" | "transport">;
  /** Until when a transport is left alone, on the clock of `performance.now()`. */
  readonly #resting = new Map<TransportName, number>();

  constructor(session: Pick<Session, "host" | "transport">) {
    this.#session = session;
  }

  /** Where the climb begins. */
  get sure(): TransportName {
    const served = this.#session.host?.transports;
    return NEARLY_SURE.find((name) => served?.includes(name) ?? true) ?? this.#session.transport;
  }

  /** What is better than the transport in use and is not left alone, best first. */
  get better(): TransportName[] {
    const now = performance.now();
    return this.#above.filter((name) => this.#restsUntil(name) <= now);
  }

  /** In how many ms there is something better, 0 for now; null: nothing is better than the transport in use. */
  get betterIn(): number | null {
    const times = this.#above.map((name) => this.#restsUntil(name));
    return times.length === 0 ? null : Math.max(0, Math.min(...times) - performance.now());
  }

  /** Leaves the transport alone for ten minutes. */
  rest(transport: TransportName): void {
    this.#resting.set(transport, performance.now() + REST);
  }

  get #above(): TransportName[] {
    const { transport, host } = this.#session;
    const rank = LADDER.indexOf(transport);
    const above = rank < 0 ? LADDER : LADDER.slice(0, rank);
    return above.filter((name) => host?.transports.includes(name) ?? true);
  }

  #restsUntil(transport: TransportName): number {
    return this.#resting.get(transport) ?? Number.NEGATIVE_INFINITY;
  }
}
